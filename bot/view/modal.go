package view

import (
	"github.com/slack-go/slack"
)

const maxTitle = 24 // characters of a modal's title and of its two buttons; Slack's limit

// sheet collects the blocks of a modal.
type sheet struct{ blocks []slack.Block }

func (s *sheet) add(blocks ...slack.Block) { s.blocks = append(s.blocks, blocks...) }

// say adds lines of mrkdwn as one paragraph.
func (s *sheet) say(lines ...string) {
	var p page
	p.say(lines...)
	s.add(p.message().Blocks...)
}

// modal ends the sheet as a modal that is only read.
func (s *sheet) modal(callback, title string, r Ref) slack.ModalViewRequest {
	return slack.ModalViewRequest{
		Type: slack.VTModal, CallbackID: callback, Title: label(title, maxTitle), Close: label("Close", maxTitle),
		PrivateMetadata: r.Encode(), Blocks: slack.Blocks{BlockSet: s.blocks},
	}
}

// form ends the sheet as a modal that is submitted.
func (s *sheet) form(callback, title, submit string, r Ref) slack.ModalViewRequest {
	m := s.modal(callback, title, r)
	m.Submit, m.Close = label(submit, maxTitle), label("Close", maxTitle)
	return m
}

// WorkingModal says that something is under way, or what came of it.
func WorkingModal(title, text string) slack.ModalViewRequest {
	var s sheet
	s.say(Escape(text))
	return s.modal(ModalWorking, title, Ref{})
}
