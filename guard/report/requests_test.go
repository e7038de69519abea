package report_test

import (
	"bytes"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

func asked() []report.Asked {
	open := guard.Request{
		ID: "r-1", Plan: guard.Plan{Action: guard.Delete, WindowDays: 7}, Requester: "U0ALICE", Reason: "retired, OPS-4411", Phase: guard.Awaiting,
		Opened: at, Expires: at.Add(72 * time.Hour), Rule: guard.Rule{Demands: guard.DefaultDemands()},
		Confirmations: map[int]guard.Confirmation{2: {Statement: 2, By: "U0CAROL"}, 1: {Statement: 1, By: "U0BOB"}},
	}
	over := open
	over.ID, over.Plan, over.Reason, over.Confirmations = "r-2", guard.Plan{Action: guard.Disable}, "=1+1\n| *forged* |", nil
	over.Phase, over.EndedAt, over.EndedBy, over.EndReason = guard.Rejected, at.Add(time.Hour), "U0BOB", "not now"
	return []report.Asked{{Key: key, Request: open}, {Key: key, Request: over}}
}

func TestWriteRequestsGolden(t *testing.T) {
	for name, list := range map[string][]report.Asked{"requests": asked(), "requests_none": nil} {
		for _, f := range report.Formats() {
			t.Run(name+"."+string(f), func(t *testing.T) {
				var b bytes.Buffer
				if err := report.WriteRequests(&b, f, list); err != nil {
					t.Fatal(err)
				}
				golden(t, name+"."+string(f), b.String())
			})
		}
	}
}

func TestWriteRequestsRefusesAnUnknownFormat(t *testing.T) {
	if err := report.WriteRequests(&bytes.Buffer{}, "xml", asked()); guard.KindOf(err) != guard.Invalid || guard.HintOf(err) == "" {
		t.Errorf("error %v, want kind invalid with a hint", err)
	}
}
