package page_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"kmsguard/cmd/bot/sandbox/page"
)

const clockHere = "/shop/bob/key-changes?pane=clock"

func TestClockPane(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	s.wants(s.get(clockHere), http.StatusOK, "Mon 2 Nov 2026 09:00 UTC", "17:00 CST", "for @bob", "No key waits", "No window is open.")
	if err := s.cloud.Console("ScheduleKeyDeletion", ordersKey, "7"); err != nil {
		t.Fatal(err)
	}
	s.wants(s.get(clockHere), http.StatusOK, "7 d 0 h left", "Mon 9 Nov 2026 09:00 UTC", "Mon 9 Nov 2026 17:00")
	s.wants(s.post("/do/clock/window-end"), http.StatusUnprocessableEntity, "no window ends")
	s.wants(s.post("/do/clock/reminder"), http.StatusOK)
	if !slices.Equal(s.moves, []string{"reminder"}) {
		t.Errorf("moved by %v", s.moves)
	}
}

// The next window to end is named, and what waits is in the order of its ends.
func TestClockNamesTheWindowThatEndsNext(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	const backup = "key-shh650d4e5f6g7h8i9j0k" // of a region that is listed later
	for key, days := range map[string]string{ordersKey: "9", backup: "8"} {
		if err := s.cloud.Console("ScheduleKeyDeletion", key, days); err != nil {
			t.Fatal(err)
		}
	}
	a := s.get(clockHere)
	s.wants(a, http.StatusOK, "The next is that of "+backup+" (backup vault), on Tue 10 Nov 2026 09:00 UTC.")
	if got, want := elements(a.text, "pending-"), []string{"pending-" + backup, "pending-" + ordersKey}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}

func TestClockMovesByWhatIsAsked(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	for _, by := range []string{"1h", "1d", "7d", "90m", " 3 d ", "400d"} {
		s.wants(s.post("/do/clock/advance", "by", by), http.StatusOK)
	}
	if got, want := strings.Join(s.moves, " "), "1h0m0s 24h0m0s 168h0m0s 1h30m0s 72h0m0s 9600h0m0s"; got != want {
		t.Errorf("moved by %s, want %s", got, want)
	}
	for _, wrong := range []string{"", "soon", "-1h", "0d", "-1d", "401d", "1y", "213503982334601d"} {
		s.wants(s.post("/do/clock/advance", "by", wrong), http.StatusUnprocessableEntity, "write it as 90m, 4h or 3d")
	}
}

// movingHost is a sandbox whose clock is being moved.
type movingHost struct {
	*still
	to time.Time
}

func (h movingHost) Moving() (time.Time, bool) { return h.to, true }

func TestClockSaysWhereItGoes(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	moving := page.New(page.Options{Host: movingHost{s.still, s.now.Add(50*time.Hour + time.Minute)}, Token: token, NewID: func() string { return "view" }})
	server := httptest.NewServer(moving)
	t.Cleanup(server.Close)
	s.url = fmt.Sprintf("%s/%s", server.URL, token)
	s.wants(s.get(clockHere), http.StatusOK, "Moving to Wed 4 Nov 2026 11:01 UTC; 2 d 2 h to go.")
	if text := serve(t, "shop").get(clockHere).text; strings.Contains(text, "to go") {
		t.Error("a clock that stands says where it goes")
	}
}
