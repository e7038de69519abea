package view

import "github.com/slack-go/slack"

// What Slack takes of labels and typed text.
const (
	maxLabel  = 2000
	maxOption = 75
	maxTyped  = 3000
)

// line asks for one line of text.
func line(block, ask, hint string) *slack.InputBlock {
	e := slack.NewPlainTextInputBlockElement(nil, ActionInput).WithMaxLength(maxTyped)
	return slack.NewInputBlock(block, label(ask, maxLabel), hinted(hint), e)
}

// lines asks for text of several lines.
func lines(block, ask, hint string) *slack.InputBlock {
	e := slack.NewPlainTextInputBlockElement(nil, ActionInput).WithMaxLength(maxTyped).WithMultiline(true)
	return slack.NewInputBlock(block, label(ask, maxLabel), hinted(hint), e)
}

func hinted(hint string) *slack.TextBlockObject {
	if hint == "" {
		return nil
	}
	return label(hint, maxLabel)
}

func option(value, text string) *slack.OptionBlockObject {
	return slack.NewOptionBlockObject(value, label(text, maxOption), nil)
}
