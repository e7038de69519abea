package slacksim_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"kmsguard/bot/slacksim"
)

const section = `[{"type":"section","text":{"type":"mrkdwn","text":"hello"}}]`

func TestPostMessageRefusals(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	parent := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "parent").text("ts")
	reply := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "reply", "thread_ts", parent).text("ts")
	long := fmt.Sprintf(`[{"type":"markdown","text":%q}]`, strings.Repeat("x", 12000))
	over := long[:len(long)-1] + "," + section[1:]
	tests := []struct {
		name string
		args []string
		want string
	}{
		{"by ID", []string{"channel", "C0KEYS", "text", "x"}, "ok"},
		{"by name", []string{"channel", "#key-changes", "text", "x"}, "ok"},
		{"to a person", []string{"channel", "U0BOB", "text", "x"}, "ok"},
		{"private, app is in", []string{"channel", "C0PRIV", "text", "x"}, "ok"},
		{"public, app is not in", []string{"channel", "C0AWAY", "text", "x"}, "not_in_channel"},
		{"private, app is not in", []string{"channel", "C0HIDE", "text", "x"}, "channel_not_found"},
		{"unknown", []string{"channel", "C0NONE", "text", "x"}, "channel_not_found"},
		{"archived", []string{"channel", "C0OLD", "text", "x"}, "is_archived"},
		{"to a deactivated person", []string{"channel", "U0GONE", "text", "x"}, "user_disabled"},
		{"no channel", []string{"text", "x"}, "invalid_arguments"},
		{"nothing to say", []string{"channel", "C0KEYS"}, "no_text"},
		{"empty blocks only", []string{"channel", "C0KEYS", "blocks", "[]"}, "no_text"},
		{"blocks only", []string{"channel", "C0KEYS", "blocks", section}, "ok"},
		{"blocks that are no array", []string{"channel", "C0KEYS", "blocks", "{}"}, "invalid_blocks_format"},
		{"alert in a message", []string{"channel", "C0KEYS", "blocks", `[{"type":"alert","text":{"type":"plain_text","text":"x"}}]`}, "invalid_blocks"},
		{"12,000 characters", []string{"channel", "C0KEYS", "blocks", long}, "ok"},
		{"more", []string{"channel", "C0KEYS", "blocks", over}, "msg_blocks_too_long"},
		{"in the thread", []string{"channel", "C0KEYS", "text", "x", "thread_ts", parent}, "ok"},
		{"reply to a reply", []string{"channel", "C0KEYS", "text", "x", "thread_ts", reply}, "cannot_reply_to_message"},
		{"thread of nothing", []string{"channel", "C0KEYS", "text", "x", "thread_ts", "1.000001"}, "cannot_reply_to_message"},
		{"no timestamp", []string{"channel", "C0KEYS", "text", "x", "thread_ts", "now"}, "invalid_thread_ts"},
		{"metadata", []string{"channel", "C0KEYS", "text", "x", "metadata", `{"event_type":"a","event_payload":{"id":"1"}}`}, "ok"},
		{"metadata without payload", []string{"channel", "C0KEYS", "text", "x", "metadata", `{"event_type":"a"}`}, "invalid_metadata_schema"},
		{"metadata that is a list", []string{"channel", "C0KEYS", "text", "x", "metadata", `[]`}, "invalid_metadata_format"},
		{"large metadata", []string{"channel", "C0KEYS", "text", "x", "metadata",
			`{"event_type":"a","event_payload":{"id":"` + strings.Repeat("x", 16<<10) + `"}}`}, "metadata_too_large"},
		{"101 attachments", []string{"channel", "C0KEYS", "attachments", "[" + strings.Repeat("{},", 100) + "{}]"}, "too_many_attachments"},
	}
	for _, tt := range tests {
		wantWord(t, tt.name, ws.call("chat.postMessage", tt.args...), tt.want)
	}
}

func TestBadBlocksNameTheirPlace(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	button := `{"type":"button","text":{"type":"plain_text","text":"x"}}`
	blocks := `[{"type":"divider"},{"type":"actions","elements":[` + strings.Repeat(button+",", 25) + button + `]}]`
	a := ws.call("chat.postMessage", "channel", "C0KEYS", "blocks", blocks)
	const line = "no more than 25 items allowed [json-pointer:/blocks/1/elements]"
	if errs, _ := a["errors"].([]any); len(errs) != 1 || errs[0] != line {
		t.Errorf("errors: %v", a["errors"])
	}
	meta, _ := a["response_metadata"].(map[string]any)
	if messages, _ := meta["messages"].([]any); len(messages) != 1 || messages[0] != "[ERROR] "+line {
		t.Errorf("messages: %v", meta)
	}
}

func TestTimestampsAreUniqueWhileTheCalendarStands(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	seen := map[string]bool{}
	last := ""
	for range 20 {
		ts := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "x").text("ts")
		if seen[ts] || ts <= last || !strings.HasPrefix(ts, "1793610000.") {
			t.Fatalf("timestamp %s after %s", ts, last)
		}
		seen[ts], last = true, ts
	}
}

func TestUpdate(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t, scopes("channels:history"))
	meta := `{"event_type":"a","event_payload":{"id":"1"}}`
	ts := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "x", "blocks", section, "metadata", meta).text("ts")
	message := func() slacksim.Message { return ws.sim.Messages("C0KEYS")[0] }

	wantWord(t, "with blocks", ws.call("chat.update", "channel", "C0KEYS", "ts", ts, "text", "y", "blocks", section), "ok")
	if m := message(); m.Edited || m.Blocks == nil || m.Text != "y" || string(m.Metadata) != meta {
		t.Errorf("after an update with blocks: %+v", m)
	}
	wantWord(t, "text alone", ws.call("chat.update", "channel", "C0KEYS", "ts", ts, "text", strings.Repeat("z", 4000)), "ok")
	if m := message(); !m.Edited || m.Blocks != nil {
		t.Errorf("text alone removes the blocks and shows the mark: %+v", m)
	}
	wantWord(t, "4,001 characters", ws.call("chat.update", "channel", "C0KEYS", "ts", ts, "text", strings.Repeat("z", 4001)), "msg_too_long")
	wantWord(t, "clear metadata", ws.call("chat.update", "channel", "C0KEYS", "ts", ts, "text", "z", "metadata", "{}"), "ok")
	if m := message(); m.Metadata != nil || m.Updates != 3 {
		t.Errorf("after clearing: %+v", m)
	}
	wantWord(t, "unknown message", ws.call("chat.update", "channel", "C0KEYS", "ts", "1.000001", "text", "z"), "message_not_found")
	wantWord(t, "a channel's name", ws.call("chat.update", "channel", "key-changes", "ts", ts, "text", "z"), "channel_not_found")
	wantWord(t, "nothing", ws.call("chat.update", "channel", "C0KEYS", "ts", ts), "no_text")
	wantWord(t, "broadcast", ws.call("chat.update", "channel", "C0KEYS", "ts", ts, "text", "z", "reply_broadcast", "true"),
		"no_dual_broadcast_content_update")
}

func TestEphemeral(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	a := ws.call("chat.postEphemeral", "channel", "C0KEYS", "user", "U0BOB", "text", "for bob")
	wantWord(t, "a member", a, "ok")
	ts := a.text("message_ts")
	if ts == "" || a["ts"] != nil {
		t.Errorf("answer %v", a)
	}
	wantWord(t, "not in the channel", ws.call("chat.postEphemeral", "channel", "C0KEYS", "user", "U0GUEST", "text", "x"), "user_not_in_channel")
	wantWord(t, "update", ws.call("chat.update", "channel", "C0KEYS", "ts", ts, "text", "y"), "message_not_found")
	wantWord(t, "delete", ws.call("chat.delete", "channel", "C0KEYS", "ts", ts), "message_not_found")
	if got := ws.sim.As("bob").LastError(); got != "for bob" {
		t.Errorf("bob saw %q", got)
	}
	if got := ws.sim.As("carol").LastError(); got != "" {
		t.Errorf("carol saw %q", got)
	}
	parent := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "parent").text("ts")
	whisper := []string{"channel", "C0KEYS", "user", "U0BOB", "text", "in thread", "thread_ts", parent}
	wantWord(t, "in a thread without replies", ws.call("chat.postEphemeral", whisper...), "ok")
	ws.call("chat.postMessage", "channel", "C0KEYS", "text", "reply", "thread_ts", parent)
	wantWord(t, "in an active thread", ws.call("chat.postEphemeral", whisper...), "ok")
	m := ws.sim.Messages("C0KEYS")
	if !m[2].Unseen || m[4].Unseen {
		t.Errorf("unseen: %v then %v, want true then false", m[2].Unseen, m[4].Unseen)
	}
}

func TestPermalinkAndDelete(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	ts := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "x").text("ts")
	reply := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "x", "thread_ts", ts).text("ts")
	plain := strings.NewReplacer(".", "")
	want := "https://acme.slack.com/archives/C0KEYS/p" + plain.Replace(ts)
	if got := ws.call("chat.getPermalink", "channel", "C0KEYS", "message_ts", ts).text("permalink"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	want = "https://acme.slack.com/archives/C0KEYS/p" + plain.Replace(reply) + "?thread_ts=" + ts + "&cid=C0KEYS"
	if got := ws.call("chat.getPermalink", "channel", "C0KEYS", "message_ts", reply).text("permalink"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	wantWord(t, "delete", ws.call("chat.delete", "channel", "C0KEYS", "ts", reply), "ok")
	wantWord(t, "again", ws.call("chat.delete", "channel", "C0KEYS", "ts", reply), "message_not_found")
	if m := ws.sim.Messages("C0KEYS"); !m[1].Deleted {
		t.Errorf("messages %+v", m)
	}
}

func TestScheduledMessages(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	at := func(d time.Duration) string { return fmt.Sprint(ws.calendar.now().Add(d).Unix()) }
	post := func(d time.Duration, more ...string) answer {
		return ws.call("chat.scheduleMessage", append([]string{"channel", "C0KEYS", "text", "later", "post_at", at(d)}, more...)...)
	}
	wantWord(t, "no number", ws.call("chat.scheduleMessage", "channel", "C0KEYS", "text", "x", "post_at", "noon"), "invalid_time")
	wantWord(t, "now", post(0), "time_in_past")
	wantWord(t, "120 days", post(120*24*time.Hour), "ok")
	wantWord(t, "more than 120 days", post(120*24*time.Hour+time.Second), "time_too_far")

	gone := post(time.Hour).text("scheduled_message_id")
	wantWord(t, "delete", ws.call("chat.deleteScheduledMessage", "channel", "C0KEYS", "scheduled_message_id", gone), "ok")
	wantWord(t, "delete twice", ws.call("chat.deleteScheduledMessage", "channel", "C0KEYS", "scheduled_message_id", gone), "invalid_scheduled_message_id")
	soon := post(30 * time.Second).text("scheduled_message_id")
	wantWord(t, "delete too late", ws.call("chat.deleteScheduledMessage", "channel", "C0KEYS", "scheduled_message_id", soon), "invalid_scheduled_message_id")

	for i := range 30 {
		wantWord(t, "30 in five minutes", post(2*time.Hour+time.Duration(i)*time.Second), "ok")
	}
	wantWord(t, "the 31st", post(2*time.Hour), "restricted_too_many")
	wantWord(t, "elsewhen", post(3*time.Hour), "ok")
	list, _ := ws.call("chat.scheduledMessages.list", "channel", "C0KEYS")["scheduled_messages"].([]any)
	if len(list) != 33 {
		t.Errorf("%d scheduled, want 33", len(list))
	}
	if next, ok := ws.sim.NextScheduled(); !ok || next.Unix() != ws.calendar.now().Add(30*time.Second).Unix() {
		t.Errorf("next %v %v", next, ok)
	}
	ws.calendar.advance(time.Minute)
	if m := ws.sim.Messages("C0KEYS"); len(m) != 1 || m[0].Text != "later" {
		t.Errorf("after a minute: %+v", m)
	}
}

func TestScheduledMetadataNeverPosts(t *testing.T) {
	t.Parallel()
	for posts, want := range map[bool]int{false: 0, true: 1} {
		ws := newWorkspace(t, settings(slacksim.Settings{ScheduledMetadataPosts: posts}))
		a := ws.call("chat.scheduleMessage", "channel", "C0KEYS", "text", "x", "post_at",
			fmt.Sprint(ws.calendar.now().Add(time.Minute).Unix()), "metadata", `{"event_type":"a","event_payload":{"id":"1"}}`)
		wantWord(t, "accepted", a, "ok")
		ws.calendar.advance(time.Hour)
		ws.sim.Tick()
		if got := len(ws.sim.Messages("C0KEYS")); got != want {
			t.Errorf("setting %v: %d messages, want %d", posts, got, want)
		}
		if _, waits := ws.sim.NextScheduled(); waits {
			t.Error("it is still scheduled")
		}
	}
}
