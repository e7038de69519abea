package view

import (
	"io"
	"time"

	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// Message is what stands in a channel, a thread, or before one person alone.
type Message struct {
	Text   string // the whole message for screen readers, phones and notifications; at most 4,000 characters
	Blocks []slack.Block
	Files  []File // posted beside it, in its thread
}

// File is an attachment.
type File struct {
	Name  string // "audit.csv"
	Title string
	// Write writes the content, the same each time. It is called when the file is sent, and twice: what a hundred
	// thousand resources fill is counted first and then streamed, never held.
	Write func(io.Writer) error
}

// Scene is what is known where something is rendered, beside the state itself.
type Scene struct {
	Now      time.Time
	Policy   guard.Policy
	Command  string                    // "/kms"
	Progress *guard.Step               // how far a running audit has come, or nil
	Link     func(guard.Posted) string // address of a message; nil or an empty answer: none
	Halt     *guard.Reason             // why nothing but rescues is carried out, or nil; shown on the Home tab
	Reply    guard.ReplyTo             // where the person who acts is answered; carried by modals
}

func (c Scene) link(p guard.Posted) string {
	if c.Link == nil || p.TS == "" {
		return ""
	}
	return c.Link(p)
}
