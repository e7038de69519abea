package aliyun_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

const etl = "acs:ram::" + account + ":user/etl"

func used(at time.Time, event, code string) aliyunsim.Use {
	return aliyunsim.Use{At: at, Event: event, By: etl, Code: code}
}

// TestUses looks at the same uses under each way in which the trail may file a
// Decrypt, and with short spans alone allowed.
func TestUses(t *testing.T) {
	for _, tt := range []struct {
		names string
		span  int
		want  []string
	}{
		{"resource", 0, []string{"Decrypt Rejected.Disabled", "Decrypt ", "GenerateDataKey "}},
		{"resource", 30, []string{"Decrypt Rejected.Disabled", "Decrypt ", "GenerateDataKey "}},
		{"referenced", 0, []string{"Decrypt Rejected.Disabled", "Decrypt ", "GenerateDataKey "}},
		{"never", 0, []string{"GenerateDataKey "}},
	} {
		t.Run(fmt.Sprintf("%s within %d days", tt.names, tt.span), func(t *testing.T) {
			w := world()
			w.Settings.DecryptNamesKey, w.Settings.TrailSpanDays = tt.names, tt.span
			w.Keys[0].Uses = []aliyunsim.Use{
				used(now.Add(-time.Hour), "Decrypt", "Rejected.Disabled"), used(now.Add(-48*time.Hour), "Decrypt", ""),
				used(now.AddDate(0, 0, -80), "GenerateDataKey", ""), used(now.AddDate(0, 0, -95), "Decrypt", ""),
			}
			w.Keys[1].Uses = []aliyunsim.Use{used(now.Add(-time.Hour), "Decrypt", "")}
			g := start(t, w)
			uses, horizon, err := g.Uses(t.Context(), key, now.AddDate(-1, 0, 0))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, u := range uses {
				got = append(got, u.Event+" "+u.Code)
				if u.By != "user/etl" || u.Refused != (u.Code != "") {
					t.Errorf("use %+v", u)
				}
			}
			if d := cmp.Diff(tt.want, got); d != "" {
				t.Errorf("uses (-want +got):\n%s", d)
			}
			if reach := now.Sub(horizon); reach < 89*24*time.Hour || reach > 90*24*time.Hour {
				t.Errorf("the records reach back %v, want almost 90 days", reach)
			}
		})
	}
}

// TestHorizonOfManyUses: what was not read is not claimed to have been.
func TestHorizonOfManyUses(t *testing.T) {
	w := world()
	for i := range 300 {
		w.Keys[0].Uses = append(w.Keys[0].Uses, used(now.Add(-time.Duration(i+20)*time.Hour), "Decrypt", ""))
	}
	g := start(t, w)
	uses, horizon, err := g.Uses(t.Context(), key, now.AddDate(0, 0, -60))
	if err != nil {
		t.Fatal(err)
	}
	oldest := uses[len(uses)-1].At
	if len(uses) < 100 || len(uses) >= 300 || !horizon.After(now.AddDate(0, 0, -60)) || horizon.After(oldest.Add(time.Hour)) {
		t.Errorf("%d uses back to %v with the horizon %v", len(uses), oldest, horizon)
	}
}

func TestTrace(t *testing.T) {
	g := start(t, world())
	op := operation(guard.ScheduleKeyDeletion, guard.DestroyRole)
	session, err := g.Assume(t.Context(), op)
	if err != nil {
		t.Fatal(err)
	}
	op.AccessKeyID = session.AccessKeyID
	if _, err := session.Call(t.Context()); err != nil {
		t.Fatal(err)
	}
	if f, err := g.Trace(t.Context(), op); err != nil || !f.Readable || f.Found {
		t.Errorf("before the trail has it: %+v, %v", f, err)
	}
	g.clock.at = now.Add(11 * time.Minute)
	f, err := g.Trace(t.Context(), op)
	if err != nil || !f.Found || f.Failed || f.EventID == "" || !f.At.Equal(now) {
		t.Errorf("after the delay: %+v, %v", f, err)
	}
	op.AccessKeyID = "STS.another"
	if f, err := g.Trace(t.Context(), op); err != nil || f.Found {
		t.Errorf("by another session: %+v, %v", f, err)
	}
	op.AccessKeyID = ""
	if _, err := g.Trace(t.Context(), op); guard.KindOf(err) != guard.Invalid {
		t.Errorf("without a session: %v, want an invalid one", err)
	}
}

func TestTraceOfARefusedCall(t *testing.T) {
	g := start(t, world())
	op := operation(guard.CancelKeyDeletion, guard.RescueRole)
	session, err := g.Assume(t.Context(), op)
	if err != nil {
		t.Fatal(err)
	}
	op.AccessKeyID = session.AccessKeyID
	if _, err := session.Call(t.Context()); err == nil {
		t.Fatal("there was something to cancel")
	}
	g.clock.at = now.Add(11 * time.Minute)
	f, err := g.Trace(t.Context(), op)
	if err != nil || !f.Found || !f.Failed || f.Code != "Rejected.StateModifiedFailed" {
		t.Errorf("%+v, %v", f, err)
	}
}

func TestSchedulerAndDisabledSince(t *testing.T) {
	for _, disabled := range []bool{true, false} {
		g := start(t, world())
		if disabled {
			g.console(t, "DisableKey", keyID)
		}
		g.clock.at = now.Add(time.Hour)
		g.console(t, "ScheduleKeyDeletion", keyID, "9")
		g.clock.at = now.Add(2 * time.Hour)
		actor, was, err := g.Scheduler(t.Context(), key)
		if err != nil || !strings.Contains(actor, "console-user") || was != disabled {
			t.Errorf("scheduled by %q, disabled before: %v, %v; want %v", actor, was, err, disabled)
		}
		at, err := g.DisabledSince(t.Context(), key)
		if err != nil || at.IsZero() == disabled || disabled && !at.Equal(now) {
			t.Errorf("disabled since %v, %v", at, err)
		}
	}
}

func TestErrorsAreCounted(t *testing.T) {
	g := start(t, world())
	g.console(t, "DisableKey", keyID)
	for range 3 {
		g.console(t, "Decrypt", keyID)
	}
	g.clock.at = now.Add(5 * time.Minute)
	if n, err := g.Errors(t.Context(), home, now.Add(-time.Minute)); err != nil || n != 3 {
		t.Errorf("%d errors, %v; want 3", n, err)
	}
	g.fault(t, aliyunsim.Fault{API: "cms.DescribeMetricList", Kind: aliyunsim.FaultHTML})
	if n, err := g.Errors(t.Context(), home, now); err == nil {
		t.Errorf("%d errors and no failure", n)
	}
}
