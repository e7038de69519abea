package sandbox_test

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
	"time"

	"kmsguard/cmd/bot/config"
	"kmsguard/cmd/bot/sandbox"
)

// post asks the control side and returns its answer.
func post(t *testing.T, url, body string) (status int, text string) {
	t.Helper()
	return askAs(t, http.MethodPost, url, body, "", nil)
}

func TestBadInputToTheControlSideIsASentence(t *testing.T) {
	s := shop(t, sandbox.Options{})
	for _, row := range []struct{ name, url, body, want string }{
		{"no body", s.SlackURL() + "/_sim/clock", "", `the body is {"advance": "3d"}`},
		{"no JSON", s.SlackURL() + "/_sim/clock", "3d", `the body is {"advance": "3d"}`},
		{"another field", s.CloudURL() + "/_sim/clock", `{"forward":"3d"}`, `unknown field`},
		{"more than one value", s.CloudURL() + "/_sim/clock", `{"advance":"1s"} {"advance":"1s"}`, `the body is {"advance": "3d"}`},
		{"no time", s.CloudURL() + "/_sim/clock", `{"advance":"soon"}`, `"soon" is no time to advance by; write it as 90m, 4h or 3d`},
		{"nothing", s.CloudURL() + "/_sim/clock", `{"advance":""}`, `is no time to advance by`},
		{"backwards", s.CloudURL() + "/_sim/clock", `{"advance":"-1d"}`, `is no time to advance by`},
		{"ages", s.CloudURL() + "/_sim/clock", `{"advance":"99999d"}`, `is no time to advance by`},
		{"too much", s.CloudURL() + "/_sim/clock", `{"advance":"` + strings.Repeat("1", 2000) + `d"}`, `the body is {"advance": "3d"}`},
		{"no report", s.CloudURL() + "/_sim/clock/follow", `{}`, `a report is {boot, tick, next}`},
		{"a world of one side on the other", s.CloudURL() + "/_sim/world", `{"users": [{"id": "U1", "name": "a"}]}`, `users`},
		{"a row without a key", s.CloudURL() + "/_sim/world", `{"ecs_disks": [{"id": "d-1"}]}`, `ecs_disks`},
		{"a fault of nothing", s.CloudURL() + "/_sim/faults", `{}`, `fault api`},
		{"a fault of Slack's at the cloud", s.CloudURL() + "/_sim/faults", `{"api": "slack.chat.postMessage"}`, `is not served`},
		{"a step of nobody", s.SlackURL() + "/_sim/as/nobody", `{"verb":"slash","text":"/kms help"}`, `nobody`},
		{"no step", s.SlackURL() + "/_sim/as/alice", `{}`, `is none of slash, press`},
		{"a change of nothing", s.SlackURL() + "/_sim/change", `{"verb":"leave"}`, `leave`},
	} {
		t.Run(row.name, func(t *testing.T) {
			before := s.Now()
			status, text := post(t, row.url, row.body)
			if status != http.StatusBadRequest {
				t.Errorf("status %d: %s", status, text)
			}
			message := text
			var answer struct{ Error string }
			if json.Unmarshal([]byte(text), &answer) == nil {
				message = answer.Error
			}
			if message == "" || !strings.Contains(message, row.want) || strings.Contains(message, "goroutine ") {
				t.Errorf("got %s, want %q", text, row.want)
			}
			if now := s.Now(); !now.Equal(before) {
				t.Errorf("the clock moved to %v", now)
			}
		})
	}
}

func TestTheClockOfBothSidesIsOne(t *testing.T) {
	s := shop(t, sandbox.Options{})
	want := s.Now().Add(72 * time.Hour)
	if status, text := post(t, s.CloudURL()+"/_sim/clock", `{"advance":"3d"}`); status != http.StatusOK {
		t.Fatalf("status %d: %s", status, text)
	}
	for _, url := range []string{s.SlackURL(), s.CloudURL()} {
		req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url+"/_sim/clock", nil)
		if err != nil {
			t.Fatal(err)
		}
		req.Close = true
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		var got struct{ Now time.Time }
		if err := json.NewDecoder(resp.Body).Decode(&got); err != nil || !got.Now.Equal(want) {
			t.Errorf("%s: it is %v, want %v (%v)", url, got.Now, want, err)
		}
		if err := resp.Body.Close(); err != nil {
			t.Error(err)
		}
	}
}

// FuzzClock: whatever is posted, time moves by exactly what was asked, or it
// stands and the answer says why.
func FuzzClock(f *testing.F) {
	for _, body := range []string{``, `{}`, `{"advance":"3d"}`, `{"advance":"1ms"}`, `{"advance":"-3d"}`, `{"advance":"9999999h"}`, `{"advance":3}`, `[]`, `{"advance":"1d"}x`} {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body string) {
		s := shop(t, sandbox.Options{Data: t.TempDir()})
		before := s.Now()
		status, text := post(t, s.CloudURL()+"/_sim/clock", body)
		var move struct{ Advance string }
		var answer struct {
			Now   time.Time
			Error string
		}
		if err := json.Unmarshal([]byte(text), &answer); err != nil {
			t.Fatalf("status %d: %q is no answer: %v", status, text, err)
		}
		switch status {
		case http.StatusBadRequest:
			if answer.Error == "" || !s.Now().Equal(before) {
				t.Errorf("refused with %q, and it is %v", answer.Error, s.Now())
			}
		case http.StatusOK:
			err := json.Unmarshal([]byte(body), &move)
			by, bad := config.ParseDuration(move.Advance)
			if err != nil || bad != nil || by <= 0 || !s.Now().Equal(before.Add(by)) || !answer.Now.Equal(s.Now()) {
				t.Errorf("%q moved the clock from %v to %v", body, before, s.Now())
			}
		default:
			t.Errorf("status %d: %s", status, text)
		}
	})
}
