package main

import (
	"io"
	"net/http"
	"testing"
)

// mostWeight is what the page may weigh, uncompressed: markup, style and scripts
// of a room with an open request, its thread and its audit.
const mostWeight = 150_000

// TestBrowserWeight adds up what a browser loads to show the page.
func TestBrowserWeight(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	p := visit(t, v, v.at("shop", "bob", decideRoom, v.requested(t, ordersKey)), desk)
	loaded := learn[[]string](p, `[location.href, ...performance.getEntriesByType("resource").map((e) => e.name).filter((n) => !n.includes("/events"))]`)
	total := 0
	for _, address := range loaded {
		n := weightOf(t, address)
		total += n
		t.Logf("%7d %s", n, address[len(v.address):])
	}
	if t.Logf("%7d in all", total); total > mostWeight || len(loaded) < 4 {
		t.Errorf("the page weighs %d bytes in %d files; at most %d", total, len(loaded), mostWeight)
	}
}

func weightOf(t *testing.T, address string) int {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Encoding", "identity")
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = answer.Body.Close() }()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Fatalf("%s: status %d, %v", address, answer.StatusCode, err)
	}
	return len(body)
}
