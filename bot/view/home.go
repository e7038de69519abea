package view

import (
	"slices"

	"github.com/slack-go/slack"

	"kmsguard/guard"
	"kmsguard/guard/report"
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
	p.halted(c.Halt)
	var mine, waiting []Open
	for _, o := range open {
		if o.Request.Requester == user {
			mine = append(mine, o)
		}
		if WaitsFor(o.Request, user) {
			waiting = append(waiting, o)
		}
	}
	p.homeList("Waits for you", "Nothing waits for you.", waiting)
	p.homeList("Your requests", "You have no open request.", mine)
	p.homePending(pending)
	p.act(button(ActionOpen, "Change a KMS key", Ref{}))
	p.note("As of " + date(c.Now) + ". " + Code(c.command()+" help") + " shows what can be typed.")
	return slack.HomeTabViewRequest{Type: slack.VTHomeTab, CallbackID: ModalHome, Blocks: slack.Blocks{BlockSet: p.blocks}}
}

// WaitsFor reports whether a request waits for a statement that this person may still give, as far as that can
// be told without asking the directory.
func WaitsFor(r guard.Request, user string) bool {
	d := r.Demand()
	if r.Phase != guard.Awaiting || user == r.Requester && !d.RequesterConfirm || slices.Contains(r.Excluded, user) {
		return false
	}
	given := slices.Contains(r.Confirmers(), user)
	return slices.Contains(r.Eligible, user) && (!given || len(r.Confirmers())+len(r.OpenStatements()) > d.Approvers)
}

// homeList shows requests with a button to open each one's audit.
func (p *page) homeList(title, none string, list []Open) {
	const shown = 10
	if len(list) == 0 {
		p.say(bold(title), none)
		return
	}
	p.say(bold(title))
	for _, o := range list[:min(shown, len(list))] {
		ref := Ref{Stream: o.Key.Stream(), Request: o.Request.ID, Digest: o.Request.DecisionDigest()}
		if o.Request.Audit == nil {
			p.say(openLine(o))
			continue
		}
		p.offer(button(ActionOpenAudit, "Open audit", ref), openLine(o))
	}
	if more := len(list) - shown; more > 0 {
		p.say("and " + report.Count(more, "more request"))
	}
}

func (p *page) homePending(list []guard.State) {
	const shown = 10
	if len(list) == 0 {
		p.say(bold("Pending deletions"), "No deletion is pending.")
		return
	}
	p.say(bold("Pending deletions"))
	for _, s := range list[:min(shown, len(list))] {
		if s.Watch == nil {
			continue
		}
		ref := Ref{Stream: s.Key.Stream(), Request: s.Watch.Request, Action: guard.Cancel}
		p.offer(button(ActionCancel, "Cancel deletion", ref), calledKey(s)+" · "+place(s.Key)+": destroyed on "+fullDate(s.Watch.DeleteDate))
	}
	if more := len(list) - shown; more > 0 {
		p.say("and " + report.Count(more, "more key"))
	}
}
