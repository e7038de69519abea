package page

import (
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestPlaceAndItsAddress(t *testing.T) {
	t.Parallel()
	for _, row := range []struct {
		address string
		want    place
	}{
		{"/shop/alice/key-changes", place{World: "shop", Seat: "alice", Room: "key-changes"}},
		{"/shop/bob/dm/1793610000.000001?key=key-1&pane=cloud", place{World: "shop", Seat: "bob", Room: directRoom, Thread: "1793610000.000001", Pane: cloudPane, Key: "key-1"}},
		{"/a%2Fb/c%20d/home?menu=1&more=260&tour=1", place{World: "a/b", Seat: "c d", Room: homeRoom, Menu: true, Tour: true, More: 260}},
		{"/shop/bob/talk?at=1793610000.000001#m-1793610000.000001", place{World: "shop", Seat: "bob", Room: "talk", At: "1793610000.000001"}},
		{"/shop/bob/talk/1.000000?at=2.000000#t-2.000000", place{World: "shop", Seat: "bob", Room: "talk", Thread: "1.000000", At: "2.000000"}},
	} {
		u, err := url.Parse(row.address)
		if err != nil {
			t.Fatal(err)
		}
		got, ok := parsePlace(u.EscapedPath(), u.Query())
		if diff := cmp.Diff(row.want, got); diff != "" || !ok {
			t.Errorf("%s: %v %s", row.address, ok, diff)
		}
		if got.path() != row.address {
			t.Errorf("%s is written as %s", row.address, got.path())
		}
	}
}

func TestNoPlace(t *testing.T) {
	t.Parallel()
	for _, path := range []string{"", "/", "/shop", "/shop/alice", "/a/b/c/d/e", "/shop/../x", "/shop//x", "/shop/%zz/x", "/./a/b"} {
		if p, ok := parsePlace(path, nil); ok {
			t.Errorf("%q is the place %+v", path, p)
		}
	}
}

func TestOtherRoomForgetsWhatWasOpenInTheFirst(t *testing.T) {
	t.Parallel()
	open := place{World: "shop", Seat: "alice", Room: "talk", Thread: "1.000000", At: "1.000000", More: 400, Pane: cloudPane}
	if diff := cmp.Diff(place{World: "shop", Seat: "alice", Room: "keys", Pane: cloudPane}, open.in("keys")); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(place{World: "shop", Seat: "bob", Room: "keys", Pane: cloudPane}, open.as("bob", "keys")); diff != "" {
		t.Error(diff)
	}
	same := open
	same.Seat = "bob"
	if diff := cmp.Diff(same, open.as("bob", "talk")); diff != "" {
		t.Error(diff)
	}
}

// FuzzPlace holds that whatever names a place is written as an address that names
// the same one, and that stays below the token.
func FuzzPlace(f *testing.F) {
	f.Add("/shop/alice/key-changes", "")
	f.Add("/shop/alice/key-changes/1793610000.000001", "pane=cloud&key=k&more=100&at=1.000000")
	f.Add("/a%2Fb/%3F/%23", "menu=1&tour=1&calls=all&pane=%26")
	f.Add("/shop/alice/..", "more=-1")
	f.Fuzz(func(t *testing.T, path, query string) {
		q, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		p, ok := parsePlace(path, q)
		if !ok {
			return
		}
		u, err := url.Parse(p.path())
		if err != nil {
			t.Fatalf("%+v has the address %q: %v", p, p.path(), err)
		}
		if !strings.HasPrefix(u.ResolveReference(&url.URL{}).Path, "/") || u.Host != "" {
			t.Fatalf("%q leads elsewhere", p.path())
		}
		again, ok := parsePlace(u.EscapedPath(), u.Query())
		if diff := cmp.Diff(p, again); diff != "" || !ok {
			t.Errorf("%q: %v %s", p.path(), ok, diff)
		}
	})
}
