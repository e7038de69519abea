package page

import (
	"net/http"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestFirstAddressLeadsToTheFirstSeat(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.ask(http.MethodGet, "/", nil, nil)
	if a.status != http.StatusSeeOther || a.header.Get("Location") != "/"+token+"/shop/alice/key-changes" {
		t.Errorf("%d %s", a.status, a.header.Get("Location"))
	}
}

func TestSeatsSayWhoMayWhat(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	page := s.get("/shop/alice/key-changes")
	for name, role := range map[string]string{
		"alice": "requester", "bob": "approver, rescuer", "greta": "guest", "xaver": "of another company", "gone": "deactivated",
	} {
		_, seat, _ := strings.Cut(page, `data-seat="`+name+`"`)
		seat, _, _ = strings.Cut(seat, "</a>")
		s.contains(seat, `<span class="role">`+role+`</span>`)
	}
	s.lacks(page, `data-seat="kmsguard"`)
}

func TestNobodySitsThere(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	for _, path := range []string{"/shop/nobody/key-changes", "/shop/kmsguard/key-changes"} {
		if a := s.ask(http.MethodGet, path, nil, nil); a.status != http.StatusNotFound || !strings.Contains(a.body, "take a seat from the list") {
			t.Errorf("%s: %d %s", path, a.status, a.body)
		}
	}
}

func TestAPersonSeesHisRoomsAlone(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.post("text", "for members")
	page := s.get("/shop/greta/general")
	s.contains(page, `data-room="general"`, `data-room="dm"`, `data-room="home"`)
	s.lacks(page, `data-room="key-changes"`)
	page = s.get("/shop/greta/key-changes")
	s.contains(page, "@greta is not in #key-changes")
	s.lacks(page, "for members", `id="composer"`)
	s.contains(s.get("/shop/xaver/partners"), `title="shared with another company"`)
}

func TestMessagesReadInTheZoneOfTheSeat(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.post("text", "early")
	must(t, s.host.Advance(t.Context(), 15*time.Hour))
	s.post("text", "late")
	s.contains(s.get("/shop/alice/key-changes"), ">10:00</time>", ">01:00</time>", "Monday, 2 November 2026", "Tuesday, 3 November 2026")
	s.contains(s.get("/shop/bob/key-changes"), ">17:00</time>", ">08:00</time>")
}

func TestEphemeralsAreSeenByOne(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.call("chat.postEphemeral", "channel", "C0KEYS", "user", "U0BOB", "text", "only bob reads this")
	s.contains(s.get("/shop/bob/key-changes"), "only bob reads this", "only visible to you")
	s.lacks(s.get("/shop/alice/key-changes"), "only bob reads this")
}

func TestThreadAndTheLinkToIt(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	ts := s.post("text", "parent")
	s.post("text", "first reply", "thread_ts", ts)
	s.post("text", "second reply", "thread_ts", ts, "reply_broadcast", "true")
	room := s.get("/shop/alice/key-changes")
	s.contains(room, "2 replies", `data-thread="`+ts+`"`, "also sent to the channel", "second reply")
	s.lacks(room, "first reply")
	s.contains(s.get("/shop/alice/key-changes/"+ts), `id="m-`+ts+`"`, `id="t-`+ts+`"`, "first reply", `id="reply"`)
	s.contains(s.get("/shop/alice/key-changes/1.000001"), "This message is not here")
}

func TestEarlierMessagesAndLinksToThem(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	var first string
	for i := range pageful + 30 {
		must(t, s.host.Slack().As("alice").Say(t.Context(), "C0KEYS", "", "message "+strconv.Itoa(i)+"."))
		if i == 0 {
			first = s.host.Slack().Messages("C0KEYS")[0].TS
		}
	}
	page := s.get("/shop/alice/key-changes")
	s.contains(page, "message 30.", "30 more", "more=260")
	s.lacks(page, "message 29.")
	s.lacks(s.get("/shop/alice/key-changes?more=260"), "data-earlier")
	s.contains(s.get("/shop/alice/key-changes?at="+first), `id="m-`+first+`" class="message named"`, "message 89.")
	s.lacks(s.get("/shop/alice/key-changes?at=1.000001"), "message 29.")
}

func TestAnotherWorldIsSaidAndNotBegun(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	a := s.ask(http.MethodGet, "/depot/alice/key-changes", nil, nil)
	if a.status != http.StatusConflict || s.host.World() != "shop" {
		t.Errorf("%d, and the world is %s", a.status, s.host.World())
	}
	s.contains(a.body, "depot", "shop")
}

func TestTheSameWorldBegunAnewShowsNothingOfTheLast(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.post("text", "of the first run")
	s.contains(s.get("/shop/alice/key-changes"), "of the first run")
	must(t, s.host.Choose(t.Context(), "shop"))
	s.post("text", "of the second")
	page := s.get("/shop/alice/key-changes")
	s.contains(page, "of the second")
	s.lacks(page, "of the first run")
}

func TestFilesOpenAsText(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	const content = "<script>alert(1)</script>,b\n"
	up := s.call("files.getUploadURLExternal", "filename", "a b?.csv", "length", strconv.Itoa(len(content)))
	resp, err := http.Post(up["upload_url"].(string), "text/csv", strings.NewReader(content)) //nolint:noctx // the test's end ends it
	must(t, err)
	must(t, resp.Body.Close())
	s.call("files.completeUploadExternal", "files", `[{"id":"`+up["file_id"].(string)+`"}]`, "channel_id", "C0KEYS")
	link := "/files/" + up["file_id"].(string) + "/a%20b%3F.csv"
	s.contains(s.get("/shop/alice/key-changes"), `href="/`+token+link+`"`, "a b?.csv", "28 bytes")
	a := s.ask(http.MethodGet, link, nil, nil)
	if a.body != content || a.header.Get("Content-Type") != "text/plain; charset=utf-8" || !strings.Contains(a.header.Get("Content-Security-Policy"), "sandbox") {
		t.Errorf("%d %v %q", a.status, a.header, a.body)
	}
}
