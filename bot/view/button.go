package view

import "github.com/slack-go/slack"

// maxButton is the length of a button's label; Slack cuts it near 30 where it is shown.
const maxButton = 75

func button(action, text string, r Ref) *slack.ButtonBlockElement {
	return slack.NewButtonBlockElement(action, r.Encode(), label(text, maxButton))
}

// primary marks the one button of a message that most readers came for; no button stays none.
func primary(b *slack.ButtonBlockElement) *slack.ButtonBlockElement {
	if b == nil {
		return nil
	}
	return b.WithStyle(slack.StylePrimary)
}

// destroys marks a button that leads towards the loss of a key.
func destroys(b *slack.ButtonBlockElement) *slack.ButtonBlockElement {
	return b.WithStyle(slack.StyleDanger)
}

// when returns the button where it applies, else nothing.
func when(applies bool, b *slack.ButtonBlockElement) *slack.ButtonBlockElement {
	if !applies {
		return nil
	}
	return b
}

// opens is a button that leads to an address, or nothing where there is none.
func opens(text, address string) *slack.ButtonBlockElement {
	if address == "" {
		return nil
	}
	return slack.NewButtonBlockElement(ActionLink, "", label(text, maxButton)).WithURL(address)
}
