package view

import (
	"strings"

	"github.com/slack-go/slack"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

// parent is the one message of a request that a channel sees: what is asked, of which key, by whom and why, and
// where it stands.
func parent(s guard.State, r guard.Request, c Scene) Message {
	var p page
	lines := []string{wish(r), joined(known(r.Facts), asked(r)), bold(standing(s, r, c))}
	if more := beside(r); more != "" {
		lines[2] = joined(lines[2], more)
	}
	p.say(lines...)
	p.say(progressLines(r, c)...)
	p.act(parentButtons(s, r)...)
	return p.message()
}

// wish is what is asked, of which key.
func wish(r guard.Request) string {
	s := bold(report.Wish(r.Plan)+" "+Code(r.Facts.Ref.ID)) + " · " + place(r.Facts.Ref)
	if r.Plan.Action == guard.Delete {
		s += " · window " + report.Count(r.Plan.WindowDays, "day")
	}
	return s
}

func asked(r guard.Request) string {
	s := "asked by " + person(r.Requester)
	if reason := Escape(clip(r.Reason, 500)); reason != "" {
		s += ": " + reason
	}
	return s
}

// beside is what an open request shows after where it stands.
func beside(r guard.Request) string {
	if r.Phase.Ended() || underWay(r.Phase) {
		return ""
	}
	var parts []string
	if r.Audit != nil && r.Phase == guard.Awaiting {
		parts = append(parts, report.Short(*r.Audit))
		if d := disposed(r); d != "" {
			parts = append(parts, d)
		}
	}
	parts = append(parts, "expires "+date(r.Expires))
	return strings.Join(parts, " · ")
}

// disposed counts the groups of dependencies of which somebody has said what becomes of them.
func disposed(r guard.Request) string {
	if r.Plan.Action != guard.Delete || len(r.Audit.Dependencies) == 0 {
		return ""
	}
	missing := r.CountMissingDispositions()
	switch {
	case missing == 0 && len(r.Audit.Dependencies) == 1:
		return "given a disposition"
	case missing == 0:
		return "all given a disposition"
	}
	return report.Count(missing, "group") + " without a disposition"
}

// underWay reports whether the change is being made, or was made and is looked at.
func underWay(p guard.Phase) bool {
	return p == guard.Executing || p == guard.Verifying || p == guard.NeedsOperator
}

// beforeIntent reports whether a request can still be stopped.
func beforeIntent(p guard.Phase) bool {
	return p == guard.Auditing || p == guard.Blocked || p == guard.Awaiting || p == guard.Approved
}

func parentButtons(s guard.State, r guard.Request) []*slack.ButtonBlockElement {
	about := refTo(s, r)
	open := beforeIntent(r.Phase)
	return []*slack.ButtonBlockElement{
		when(r.Audit != nil, primary(button(ActionOpenAudit, "Open audit", about))),
		when(open && !r.RestoreOwed, button(ActionStop, "Stop", about)),
		when(open && !r.Extended && !r.RestoreOwed, button(ActionExtend, "Extend", about)),
	}
}

// refTo names a request as it is now.
func refTo(s guard.State, r guard.Request) Ref {
	return Ref{Stream: s.Key.Stream(), Request: r.ID, Digest: r.DecisionDigest()}
}
