package view_test

import (
	"encoding/json"
	"strings"
	"testing"
	"time"

	"kmsguard/bot/slacksim/blockkit"
	"kmsguard/bot/view"
	"kmsguard/guard"
)

func TestStatementModalRefuses(t *testing.T) {
	asked := func() *story { return tell(t, harmlessWords()).opened(deletion()).audited() }
	used := tell(t, harmlessWords()).audit(deletion())
	used.Dependencies[0].Severity = guard.InUse
	tests := []struct {
		name      string
		story     *story
		statement int
		user      string
		code      string
	}{
		{"the requester", asked(), 1, alice, guard.CodeOwnRequest},
		{"a person who was no approver at opening", asked(), 1, "U0ZOE", guard.CodeJoinedLater},
		{"a statement that was given", asked().confirmed(1), 1, "U0CAROL", guard.CodeAlreadyGiven},
		{"a second statement by the same person", asked().confirmed(1), 3, "U0BOB", guard.CodeAnotherPerson},
		{"statement 5 without dispositions", asked(), 5, "U0BOB", guard.CodeNoDisposition},
		{"what is in use now", tell(t, harmlessWords()).opened(deletion()).auditedWith(used), 3, "U0BOB", guard.CodeInUse},
		{"a statement of another action", tell(t, harmlessWords()).opened(guard.Plan{Action: guard.Disable}).audited(), 5, "U0BOB", guard.CodeNoStatement},
		{"a request that has ended", asked().ended(guard.Rejected, "U0BOB"), 1, "U0BOB", guard.CodeEnded},
		{"a request that is still audited", tell(t, harmlessWords()).opened(deletion()), 1, "U0BOB", guard.CodeNotAwaiting},
		{"a request that is not there", tell(t, harmlessWords()), 1, "U0BOB", guard.CodeNoRequest},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, why := view.StatementModal(tt.story.s, first, tt.statement, tt.user, scene(start.Add(time.Minute)))
			if !why.Has(tt.code) {
				t.Errorf("refusal %v, want %s", why, tt.code)
			}
		})
	}
}

// TestTypedSentenceIsAccepted does what a person would: reads the sentence from its block and types it.
func TestTypedSentenceIsAccepted(t *testing.T) {
	st := tell(t, harmlessWords()).opened(deletion()).audited().disposed()
	st.add(guard.AuditViewed{Request: first, By: "U0CAROL", DecisionDigest: st.s.Request(first).DecisionDigest(), At: start})
	for _, n := range []int{1, 2, 3, 4, 5} {
		m, why := view.StatementModal(st.s, first, n, "U0CAROL", scene(start.Add(time.Minute)))
		if why != nil {
			t.Fatal(why)
		}
		if miss := guard.MatchStatement(st.s.Request(first).Sentence(n), shownSentence(t, encode(t, m.Blocks))); miss != nil {
			t.Errorf("statement %d as it is shown: %s", n, miss)
		}
		ref, err := view.DecodeRef(m.PrivateMetadata)
		if err != nil || ref.Statement != n || ref.Digest != st.s.Request(first).DecisionDigest() || ref.Reply.User != "U0BOB" {
			t.Errorf("the modal carries %+v, %v", ref, err)
		}
		for _, in := range blockkit.Inputs(encode(t, m.Blocks)) {
			if _, filled := in.Source()["initial_value"]; filled {
				t.Errorf("statement %d: %s is filled in already", n, in.BlockID)
			}
		}
	}
}

func shownSentence(t *testing.T, blocks json.RawMessage) string {
	t.Helper()
	var list []struct {
		ID   string `json:"block_id"`
		Text struct {
			Text string `json:"text"`
		} `json:"text"`
	}
	if err := json.Unmarshal(blocks, &list); err != nil {
		t.Fatal(err)
	}
	for _, b := range list {
		if b.ID == view.BlockSentence {
			return strings.Trim(blockkit.Mrkdwn(b.Text.Text, blockkit.Names{}), "`")
		}
	}
	t.Fatal("no block with the sentence")
	return ""
}

func TestUnsettledStaysUnsettled(t *testing.T) {
	a := tell(t, harmlessWords()).audit(deletion())
	for _, typed := range []map[string]string{nil, {view.BlockSettled + "other": "looked at"}, {view.BlockStatement: "looked at"}} {
		if got := view.Settled(a, typed); len(got) != 0 {
			t.Errorf("Settled(%v) = %v, want nothing", typed, got)
		}
	}
}
