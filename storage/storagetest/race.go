package storagetest

import (
	"fmt"
	"sync"
	"testing"

	"kmsguard/guard"
	"kmsguard/storage"
)

var racePromises = []promise{
	{"of two that append after the same version one wins", oneWins},
	{"racing appends are one after the other", racersSerial},
	{"readers see a prefix that holds all that was acknowledged", readersSeePrefix},
	{"the refusal of one does not hold up the others", refusalAlone},
	{"racing deliveries of one ID are fresh once", acceptOnce},
}

func oneWins(t *testing.T, h Harness) {
	s := open(t, h)
	for round := range uint64(20) {
		errs := together(2, func(i int) error {
			_, err := s.Commit(t.Context(), batch("a", round, fmt.Sprintf("racer %d", i)))
			return err
		})
		var won, lost int
		for _, err := range errs {
			switch {
			case err == nil:
				won++
			case guard.KindOf(err) == guard.Conflict:
				lost++
			}
		}
		if won != 1 || lost != 1 {
			t.Fatalf("round %d: %d won, %d lost by Conflict: %v", round, won, lost, errs)
		}
	}
}

// together runs n calls at the same time and returns their errors.
func together(n int, call func(i int) error) []error {
	errs := make([]error, n)
	begin := make(chan struct{})
	var all sync.WaitGroup
	for i := range n {
		all.Go(func() {
			<-begin
			errs[i] = call(i)
		})
	}
	close(begin)
	all.Wait()
	return errs
}

func racersSerial(t *testing.T, h Harness) {
	s := open(t, h)
	var history history
	errs := together(8, func(i int) error {
		return race(t, s, &history, fmt.Sprintf("racer %d", i), []string{"a", "b"}[i%2])
	})
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	history.judge(t, collect(t, s.All(t.Context(), 0)))
}

// race appends 15 entries, each after the version that it read last.
func race(t *testing.T, s storage.Store, h *history, name, stream string) error {
	for n := 0; n < 15; {
		seen, err := lastVersion(t, s, stream)
		if err != nil {
			return err
		}
		data := fmt.Sprintf("%s, try at %d, %d done", name, seen, n)
		began := h.tick()
		version, err := s.Commit(t.Context(), batch(stream, seen, data))
		h.add(attempt{stream: stream, data: data, began: began, ended: h.tick(), version: version, won: err == nil})
		switch {
		case err == nil:
			n++
		case guard.KindOf(err) != guard.Conflict:
			return err
		}
	}
	return nil
}

func lastVersion(t *testing.T, s storage.Store, stream string) (version uint64, err error) {
	for e, err := range s.Stream(t.Context(), stream, 0) {
		if err != nil {
			return 0, err
		}
		version = e.Version
	}
	return version, nil
}

func readersSeePrefix(t *testing.T, h Harness) {
	s := open(t, h)
	var acknowledged watermark
	errs := together(4, func(i int) error {
		if i > 0 {
			return readPrefixes(t, s, &acknowledged)
		}
		for n := range uint64(60) {
			if _, err := s.Commit(t.Context(), batch("a", 2*n, "x", "y")); err != nil {
				return err
			}
			acknowledged.raise(2 * (n + 1))
		}
		return nil
	})
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
}

func readPrefixes(t *testing.T, s storage.Store, acknowledged *watermark) error {
	for range 30 {
		least, n := acknowledged.get(), uint64(0)
		for e, err := range s.All(t.Context(), 0) {
			if err != nil {
				return err
			}
			if n++; e.Seq != n {
				return fmt.Errorf("entry %d stands where %d belongs", e.Seq, n)
			}
		}
		if n < least || n%2 != 0 {
			return fmt.Errorf("read %d entries, at least %d were acknowledged, in pairs", n, least)
		}
	}
	return nil
}

func refusalAlone(t *testing.T, h Harness) {
	s := open(t, h)
	commit(t, s, batch("taken", 0, "x"))
	errs := together(40, func(i int) error {
		stream := fmt.Sprintf("stream %d", i)
		if i%4 == 0 {
			stream = "taken"
		}
		_, err := s.Commit(t.Context(), batch(stream, 0, "x"))
		return err
	})
	for i, err := range errs {
		if stale := i%4 == 0; stale != (guard.KindOf(err) == guard.Conflict) || !stale && err != nil {
			t.Errorf("commit %d (stale: %v): %v", i, stale, err)
		}
	}
	if got := headOf(t, s).Seq; got != 31 {
		t.Errorf("the ledger has %d entries, want 31", got)
	}
}

func acceptOnce(t *testing.T, h Harness) {
	s := open(t, h)
	var fresh counter
	errs := together(8, func(int) error {
		ok, err := s.Accept(t.Context(), storage.Input{ID: "one", At: start})
		if ok {
			fresh.add()
		}
		return err
	})
	for _, err := range errs {
		if err != nil {
			t.Fatal(err)
		}
	}
	if got := fresh.get(); got != 1 {
		t.Errorf("the input was fresh %d times", got)
	}
}
