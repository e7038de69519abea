package bot

import (
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"kmsguard/bot/slacksim"
	"kmsguard/guard"
)

func TestRequestIsAParentWithAThread(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.posts(audited(), guard.NoticeParent, guard.NoticeAudit, guard.NoticeStatements)
	messages := o.sim.Messages("C0KEYS")
	parent := messages[0]
	if parent.ThreadTS != "" || parent.Text == "" || len(parent.Blocks) == 0 {
		t.Errorf("parent %+v", parent)
	}
	contains(t, "its metadata", string(parent.Metadata), markType, owed(s, guard.NoticeParent).ID, string(key.Stream()))
	for _, m := range messages[1:] {
		if m.ThreadTS != parent.TS {
			t.Errorf("message %q is not in the thread", m.Text)
		}
	}
	var files []string
	for _, f := range messages[2].Files { // right below the audit, in one message
		files = append(files, f.Name)
	}
	if diff := cmp.Diff([]string{"audit.csv", "audit.json", "audit.html", "migration.md"}, files); diff != "" {
		t.Errorf("attachments (-want +got):\n%s", diff)
	}
}

// TestAttachmentThatFailsIsSaid: the message stands, and says what is missing.
func TestAttachmentThatFailsIsSaid(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ api, kind string }{
		{"files.getUploadURLExternal", "error"}, {"files.getUploadURLExternal", "ok-false-empty"}, {"upload", "error"},
		{"files.completeUploadExternal", "error"}, {"files.completeUploadExternal", "ok-false-empty"},
	} {
		t.Run(c.api+" "+c.kind, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			o.fails(c.api, c.kind, "file_uploads_disabled", 1)
			o.posts(audited(), guard.NoticeParent, guard.NoticeAudit)
			var texts []string
			for _, m := range o.sim.Messages("C0KEYS") {
				texts = append(texts, m.Text)
			}
			contains(t, "the thread", strings.Join(texts, "\n"), "audit.csv, audit.json, audit.html and migration.md could not be attached", "Open audit")
		})
	}
}

// TestWhatAFailedPostMeans is the one table that matters most here: a post that may
// be in the channel is never told as one that is not, or the other way round.
func TestWhatAFailedPostMeans(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name, kind, code string
		want             guard.Kind
	}{
		{"the reply is lost after the effect", "reset-after", "", guard.Uncertain},
		{"the connection breaks before the effect", "reset-before", "", guard.Uncertain},
		{"no answer in time", "timeout-after", "", guard.Uncertain},
		{"a page of HTML", "html", "", guard.Uncertain},
		{"half an answer", "truncate", "", guard.Uncertain},
		{"ok is false and nothing says why", "ok-false-empty", "", guard.Uncertain},
		{"an error that may have taken effect", "error", "internal_error", guard.Uncertain},
		{"too many calls", "rate-limit", "7", guard.Throttled},
		{"too many calls, without a pause", "rate-limit", "none", guard.Throttled},
		{"too many calls, as a word", "error", "rate_limited", guard.Throttled},
		{"a revoked token", "error", "token_revoked", guard.Denied},
		{"not in the channel", "error", "not_in_channel", guard.Denied},
		{"a missing scope", "error", "missing_scope", guard.Denied},
		{"blocks that Slack refuses", "error", "invalid_blocks", guard.Internal},
		{"too long", "error", "msg_blocks_too_long", guard.Internal},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			o := newOffice(t)
			s := opened(deletion())
			o.fails("chat.postMessage", c.kind, c.code, 1)
			_, err := o.adapter.Post(t.Context(), s, owed(s, guard.NoticeParent))
			if err == nil || guard.KindOf(err) != c.want {
				t.Fatalf("kind %v of %v, want %v", guard.KindOf(err), err, c.want)
			}
			_, found, ferr := o.adapter.Find(t.Context(), s, owed(s, guard.NoticeParent))
			if certain := ferr == nil && !found; certain != (c.want != guard.Uncertain) {
				t.Errorf("Find says %v, %v after %v", found, ferr, c.want)
			}
			if strings.Contains(err.Error(), "xoxb") {
				t.Errorf("the error has the token: %v", err)
			}
		})
	}
}

func TestThrottledPostSaysForHowLong(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := opened(deletion())
	o.fails("chat.postMessage", "rate-limit", "7", 1)
	_, err := o.adapter.Post(t.Context(), s, owed(s, guard.NoticeParent))
	var asked interface{ RetryAfter() time.Duration }
	if !errors.As(err, &asked) || asked.RetryAfter() != 7*time.Second {
		t.Errorf("error %v asks for %v", err, asked)
	}
}

func TestPostWhereSlackIsNotThere(t *testing.T) {
	t.Parallel()
	a, err := NewAdapter(AdapterOptions{
		API: NewAPI(APIOptions{URL: "http://127.0.0.1:1/api/", BotToken: "xoxb-sandbox-bot"}),
		Now: time.Now, Real: time.Now, Policy: policy,
	})
	must(t, err)
	s := opened(deletion())
	if _, err := a.Post(t.Context(), s, owed(s, guard.NoticeParent)); guard.KindOf(err) != guard.Unavailable {
		t.Errorf("kind %v of %v", guard.KindOf(err), err)
	}
}

// TestReplyLostIsFoundAgain: with the history scopes, the message whose reply was
// lost is found by its metadata, in the channel and in a thread.
func TestReplyLostIsFoundAgain(t *testing.T) {
	t.Parallel()
	for _, kind := range []guard.NoticeKind{guard.NoticeParent, guard.NoticeStatements} {
		t.Run(string(kind), func(t *testing.T) {
			t.Parallel()
			o := newOffice(t, withHistory)
			s := audited()
			if kind != guard.NoticeParent {
				s = o.posts(s, guard.NoticeParent)
			}
			n := owed(s, kind)
			n.Intended = start
			if _, found, err := o.adapter.Find(t.Context(), s, n); found || err != nil {
				t.Fatalf("before the post: found %v, %v", found, err)
			}
			o.fails("chat.postMessage", "reset-after", "", 1)
			if _, err := o.adapter.Post(t.Context(), s, n); guard.KindOf(err) != guard.Uncertain {
				t.Fatalf("the post ended with %v", err)
			}
			at, found, err := o.adapter.Find(t.Context(), s, n)
			messages := o.sim.Messages("C0KEYS")
			if want := messages[len(messages)-1]; err != nil || !found || at.TS != want.TS || at.Channel != want.Channel {
				t.Errorf("found %v %+v, %v; it is %s", found, at, err, want.TS)
			}
		})
	}
}

func withHistory(w *slacksim.World, _ *slacksim.Options, a *AdapterOptions) {
	w.App.Scopes = []string{
		"commands", "chat:write", "users:read", "channels:read", "groups:read", "usergroups:read", "im:write", "files:write", "channels:history",
	}
	a.History = true
}

func TestReplyLostWithoutHistoryCannotBeTold(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := opened(deletion())
	if _, _, err := o.adapter.Find(t.Context(), s, owed(s, guard.NoticeParent)); guard.KindOf(err) != guard.Unavailable {
		t.Errorf("error %v", err)
	}
}

func TestReplyInAThreadWaitsForItsParent(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := audited()
	if _, err := o.adapter.Post(t.Context(), s, owed(s, guard.NoticeAudit)); guard.KindOf(err) != guard.Unavailable {
		t.Errorf("error %v", err)
	}
	if n := len(o.sim.Messages("C0KEYS")); n != 0 {
		t.Errorf("%d messages", n)
	}
}

func TestRemindersGoLouder(t *testing.T) {
	t.Parallel()
	o := newOffice(t)
	s := o.posts(watched(), guard.NoticeWatchFound)
	parent := owed(s, guard.NoticeWatchFound).Posted.TS
	for hours, broadcast := range map[int]bool{72: false, 4: true} {
		left := time.Duration(hours) * time.Hour
		r := guard.Reminder{
			ID: "m", Due: start, DeleteDate: s.Watch.DeleteDate, Left: guard.Offset{Before: left}, Mention: left <= 24*time.Hour, Escalate: left <= 4*time.Hour, At: start,
		}
		s = told(s, guard.ReminderGiven{Reminder: r})
		n := s.Notices[len(s.Notices)-1]
		if n.Kind == guard.NoticeEscalation {
			_, err := o.adapter.Post(t.Context(), s, n)
			must(t, err)
			n = s.Notices[len(s.Notices)-2]
		}
		_, err := o.adapter.Post(t.Context(), s, n)
		must(t, err)
		all := o.sim.Messages("C0KEYS")
		if m := all[len(all)-1]; m.ThreadTS != parent || m.Broadcast != broadcast {
			t.Errorf("%d hours: thread %q, broadcast %v", hours, m.ThreadTS, m.Broadcast)
		}
	}
	if n := len(o.sim.Messages("C0ESC")); n != 1 {
		t.Errorf("%d messages in the escalation channel", n)
	}
}
