package crashes

import (
	"fmt"
	"os"
	"strings"
	"sync"
	"time"
)

// summary is what a run has to show for itself.
type summary struct {
	begun time.Time
	seed  uint64

	mu       sync.Mutex
	tales    int
	kills    int            // by signal, those on the way back and those of an idle bot included
	inTale   int            // tales that were hit in the middle of being told
	byEffect map[string]int // the same, by what was reached
	outcomes map[string]int // requests, by how they ended
	wrong    []string
}

func newSummary(seed uint64) *summary {
	return &summary{begun: time.Now(), seed: seed, byEffect: map[string]int{}, outcomes: map[string]int{}}
}

func (s *summary) add(a *tale, h history) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tales++
	s.kills += a.killed + 1
	if a.killed > 0 {
		s.inTale++
		s.byEffect[a.plan.effect()]++
	}
	for _, r := range h.state.Requests {
		s.outcomes[string(r.Phase)]++
	}
	for _, f := range a.faults {
		s.wrong = append(s.wrong, fmt.Sprintf("%s: %s", a.plan, f))
	}
}

func (s *summary) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "figures: %d kills of the real bot by SIGKILL in %d tales, of which %d were hit while they were told; %d violations; seed %d; %s\n",
		s.kills, s.tales, s.inTale, len(s.wrong), s.seed, time.Since(s.begun).Round(time.Second))
	for _, w := range s.wrong {
		fmt.Fprintf(&b, "  %s\n", w)
	}
	fmt.Fprintf(&b, "requests by their end:%s\ntales that were hit, by effect:", tally(s.outcomes, " "))
	b.WriteString(tally(s.byEffect, "\n  "))
	b.WriteString("\n")
	return b.String()
}

func tally(counts map[string]int, before string) string {
	var b strings.Builder
	for _, name := range byCount(counts) {
		fmt.Fprintf(&b, "%s%d %s", before, counts[name], name)
	}
	return b.String()
}

// keep adds the summary to the file that KMSGUARD_SUMMARY names, if it names one.
func (s *summary) keep() error {
	path := os.Getenv("KMSGUARD_SUMMARY")
	if path == "" {
		return nil
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if _, err := f.WriteString(s.String()); err != nil {
		return err
	}
	return f.Close()
}
