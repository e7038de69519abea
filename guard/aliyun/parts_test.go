package aliyun

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"sync"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// archive is a list of dated rows that is served by token, whole or of a span.
type archive struct {
	made map[string]time.Time
	size int                                // of a page
	has  func(span, string, time.Time) bool // which rows a span is answered with

	mu     sync.Mutex
	calls  int // of the whole list
	within int // of spans
}

var archived = time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)

// rows returns the names of the rows that are chosen, in order.
func (a *archive) rows(chosen func(string) bool) []string {
	var names []string
	for name := range a.made {
		if chosen(name) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

func (a *archive) list(count *int, chosen func(string) bool) list[string] {
	return list[string]{what: "rows", id: func(s string) string { return s }, fetch: func(_ context.Context, token string) (page[string], error) {
		a.mu.Lock()
		defer a.mu.Unlock()
		*count++
		all := a.rows(chosen)
		from, _ := strconv.Atoi(token)
		end := min(from+a.size, len(all))
		p := page[string]{rows: all[from:end], total: len(all)}
		if end < len(all) {
			p.next = strconv.Itoa(end)
		}
		return p, nil
	}}
}

func (a *archive) whole() list[string] {
	l := a.list(&a.calls, func(string) bool { return true })
	l.dated = &dated[string]{now: archived, within: func(s span) list[string] {
		return a.list(&a.within, func(name string) bool { return a.has(s, name, a.made[name]) })
	}}
	return l
}

// Two readings of "to the minute, both ends included": a time within the last
// minute of a span is in it, or only its first second is.
func toTheSecond(s span, _ string, at time.Time) bool {
	return !at.Before(s.from) && !at.After(s.to)
}

func toTheMinute(s span, name string, at time.Time) bool {
	return toTheSecond(s, name, at.Truncate(time.Minute))
}

// grown is an archive of rows that were made in bursts, as backups are.
func grown(t *rapid.T) *archive {
	a := &archive{made: map[string]time.Time{}, size: 100}
	for b := range rapid.IntRange(1, 6).Draw(t, "bursts") {
		start := archived.Add(-time.Duration(rapid.IntRange(0, 10*365*24*60).Draw(t, "minutes ago")) * time.Minute)
		every := time.Duration(rapid.SampledFrom([]int{0, 1, 60, 3600, 86400}).Draw(t, "every")) * time.Second
		for n := range rapid.IntRange(1, 1500).Draw(t, "rows") {
			a.made[fmt.Sprintf("row-%d-%d", b, n)] = start.Add(-time.Duration(n) * every)
		}
	}
	return a
}

// TestPartsAreTheWhole: however rows are spread over time and whichever way the
// cloud rounds, the pieces are the whole list, at a bounded price.
func TestPartsAreTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := grown(t)
		a.has = rapid.SampledFrom([]func(span, string, time.Time) bool{toTheSecond, toTheMinute}).Draw(t, "rounding")
		got, err := a.whole().read(t.Context())
		slices.Sort(got)
		if want := a.rows(func(string) bool { return true }); err != nil || !slices.Equal(got, want) {
			t.Fatalf("%d rows were read, %v; want %d", len(got), err, len(want))
		}
		if len(a.made) > longList && (a.within == 0 || a.calls != 2) {
			t.Errorf("the whole list was asked for %d times and spans %d times; want its first page before and after", a.calls, a.within)
		}
		if most := len(a.made)/a.size + 3*windowsSpent; a.within > most {
			t.Errorf("%d calls for %d rows, want at most %d", a.within, len(a.made), most)
		}
	})
}

// TestPartsThatDoNotAddUp: where the pieces are not the whole, it is read plainly.
func TestPartsThatDoNotAddUp(t *testing.T) {
	lost := map[string]func(span, string, time.Time) bool{
		"a row that no span has": func(s span, name string, at time.Time) bool { return name != "row-7" && toTheSecond(s, name, at) },
		"a filter that is ignored by half": func(s span, name string, at time.Time) bool {
			return len(name)%2 == 0 && toTheSecond(s, name, at)
		},
	}
	for name, has := range lost {
		t.Run(name, func(t *testing.T) {
			a := &archive{made: map[string]time.Time{}, size: 100, has: has}
			for n := range 2500 {
				a.made[fmt.Sprintf("row-%d", n)] = archived.Add(-time.Duration(n) * time.Hour)
			}
			got, err := a.whole().read(t.Context())
			if err != nil || len(got) != len(a.made) {
				t.Errorf("%d rows were read, %v; want %d", len(got), err, len(a.made))
			}
			if plain := len(a.made) / a.size; a.calls <= plain {
				t.Errorf("the whole list was asked for %d times; want %d pages of it beside the first", a.calls, plain)
			}
		})
	}
}

// TestPartsOfAListThatMoves: a filter that the cloud does not take costs a call,
// not the audit; a list that grew meanwhile is not taken for whole.
func TestPartsOfAListThatMoves(t *testing.T) {
	for name, disturb := range map[string]func(*archive, list[string]) list[string]{
		"spans are refused": func(_ *archive, l list[string]) list[string] {
			l.dated.within = func(span) list[string] {
				return list[string]{fetch: func(context.Context, string) (page[string], error) { return page[string]{}, errors.New("refused") }}
			}
			return l
		},
		"a row comes meanwhile": func(a *archive, l list[string]) list[string] {
			var once sync.Once
			within := l.dated.within
			l.dated.within = func(s span) list[string] {
				part := within(s)
				fetch := part.fetch
				part.fetch = func(ctx context.Context, token string) (page[string], error) {
					p, err := fetch(ctx, token)
					once.Do(func() {
						a.mu.Lock()
						defer a.mu.Unlock()
						a.made["row-late"] = archived.AddDate(-20, 0, 0)
					})
					return p, err
				}
				return part
			}
			return l
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := &archive{made: map[string]time.Time{}, size: 100, has: toTheSecond}
			for n := range 1500 {
				a.made[fmt.Sprintf("row-%d", n)] = archived.Add(-time.Duration(n) * time.Hour)
			}
			got, err := disturb(a, a.whole()).read(t.Context())
			if err != nil || len(got) != len(a.made) || a.calls < len(a.made)/a.size {
				t.Errorf("%d rows in %d calls, %v; want %d rows, read plainly", len(got), a.calls, err, len(a.made))
			}
		})
	}
}
