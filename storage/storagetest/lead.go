package storagetest

import (
	"testing"

	"kmsguard/guard"
	"kmsguard/storage"
)

var leadPromises = []promise{
	{"each lead has a higher generation than those before", generationsRise},
	{"an older generation cannot append", olderGeneration},
	{"the lead is lost with the store", leadLost},
}

func lead(t *testing.T, s storage.Store) (uint64, <-chan struct{}) {
	t.Helper()
	generation, lost, err := s.Lead(t.Context())
	if err != nil {
		t.Fatalf("lead: %v", err)
	}
	return generation, lost
}

func generationsRise(t *testing.T, h Harness) {
	last := uint64(0)
	s := open(t, h)
	for range 3 {
		first, _ := lead(t, s)
		again, _ := lead(t, s)
		if first <= last || again != first {
			t.Errorf("generation %d, asked again %d, after %d", first, again, last)
		}
		last = first
		s = reopen(t, h, s)
	}
}

func olderGeneration(t *testing.T, h Harness) {
	s := open(t, h)
	old, _ := lead(t, s)
	b := batch("a", 0, "one")
	b.Generation = old
	commit(t, s, b)
	s = reopen(t, h, s)
	newer, _ := lead(t, s)
	b = batch("a", 1, "two")
	b.Generation = old
	refused(t, s, b, guard.Conflict)
	b.Generation = newer + 1
	refused(t, s, b, guard.Conflict)
	b.Generation = newer
	commit(t, s, b)
	commit(t, s, batch("a", 2, "no lead needed"))
}

func leadLost(t *testing.T, h Harness) {
	s := open(t, h)
	_, lost := lead(t, s)
	select {
	case <-lost:
		t.Fatal("the lead is lost while the store is open")
	default:
	}
	closeStore(t, s)
	select {
	case <-lost:
	default:
		t.Error("the lead is not lost when Close has returned")
	}
}
