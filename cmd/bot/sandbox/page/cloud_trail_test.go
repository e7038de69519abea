package page_test

import (
	"net/http"
	"strings"
	"testing"
)

// A key's events are shown however many newer ones other keys have, and of all
// events only the newest.
func TestTrailOfAKeyIsNotCutOffByOthers(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	for range 500 {
		if err := s.cloud.ConsoleAs("etl", "Decrypt", "key-hzz650b2c3d4e5f6g7h8i"); err != nil {
			t.Fatal(err)
		}
	}
	s.wants(s.get(ordersUp), http.StatusOK, "30 Oct 03:11:00", "by etl</p>")
	all := s.get(cloudHere)
	s.wants(all, http.StatusOK, "by etl on <code>key-hzz650b2c3d4e5f6g7h8i</code>")
	if n := len(elements(all.text, "event-")); n != 40 || strings.Contains(all.text, "30 Oct 03:11:00") {
		t.Errorf("%d events are shown", n)
	}
}

func TestTrailIsEmptyAtFirst(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	s.wants(s.get(cloudHere+"&key=key-shh650d4e5f6g7h8i9j0k"), http.StatusOK, "Nothing was recorded yet.")
}
