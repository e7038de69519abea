package aliyun

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strconv"

	"golang.org/x/sync/errgroup"

	"kmsguard/guard"
)

const (
	// kmsPage is the largest page that KMS gives.
	kmsPage = 100
	// passes is how often a list that moves is read.
	passes = 3
	// maxPages ends a list that never does; 100,000 rows are 1,000 pages of 100.
	maxPages = 10_000
	// abreast is how many pages of one list are read side by side.
	abreast = 8
)

// page is one page of a list.
type page[T any] struct {
	rows  []T
	next  string // token of the next page; empty at the end
	total int    // of the whole list as the page declares it; 0 where it does not
}

// list is how one list of the cloud is read wholly, or not at all.
type list[T any] struct {
	what  string // "disks", for people
	fetch func(ctx context.Context, token string) (page[T], error)
	id    func(T) string
	// carries says which rows matter: a list that moves is settled when two
	// passes agree on those. Nil means that all do.
	carries func(T) bool
	// others are the tokens of all pages after the first, where that tells them:
	// then they are read side by side. Nil: each page tells the next.
	others func(first page[T]) []string
	// dated is how rows are asked for by when they were made, so that a long list
	// can be read in pieces side by side. Nil: they cannot be.
	dated *dated[T]
}

// numbered is a list whose pages are asked for by number, from 1, and whose end
// is told by its total. A service may give smaller pages than were asked for.
func numbered[T any](what string, size int, fetch func(ctx context.Context, n int) (page[T], error)) list[T] {
	return list[T]{
		what: what,
		fetch: func(ctx context.Context, token string) (page[T], error) {
			n, _ := strconv.Atoi(token) // tokens are made below; the first is empty
			return fetch(ctx, max(n, 1))
		},
		others: func(first page[T]) []string {
			given := min(size, max(len(first.rows), 1))
			if len(first.rows) == 0 {
				given = size
			}
			var tokens []string
			for n := 2; (n-1)*given < first.total && n <= maxPages; n++ {
				tokens = append(tokens, strconv.Itoa(n))
			}
			return tokens
		},
	}
}

// offset is a list whose pages are asked for by how many rows come before them.
// A service may give smaller pages than were asked for.
func offset[T any](what string, fetch func(ctx context.Context, before int) (page[T], error), id func(T) string) list[T] {
	return list[T]{
		what: what,
		id:   id,
		fetch: func(ctx context.Context, token string) (page[T], error) {
			before, _ := strconv.Atoi(token) // tokens are made below; the first is empty
			return fetch(ctx, before)
		},
		others: func(first page[T]) []string {
			var tokens []string
			given := len(first.rows)
			for before := given; given > 0 && before < first.total && len(tokens) < maxPages; before += given {
				tokens = append(tokens, strconv.Itoa(before))
			}
			return tokens
		},
	}
}

// pass is one reading of a list from its first page to its last.
type pass[T any] struct {
	rows    []T
	ids     map[string]bool
	totals  map[int]bool // declared along the way
	problem string       // empty: it was read wholly
	broken  bool         // it has no end that can be trusted
}

func newPass[T any]() pass[T] { return pass[T]{totals: map[int]bool{}, ids: map[string]bool{}} }

// read returns the whole list. One that does not add up is read again; it is
// taken when it adds up, or when it moved and two passes agree. Else the error
// has kind Incomplete.
func (l list[T]) read(ctx context.Context) ([]T, error) {
	var before pass[T]
	for n := range passes {
		p, err := l.pass(ctx, n == 0)
		if err != nil {
			return nil, err
		}
		if p.problem == "" {
			return p.rows, nil
		}
		if n > 0 && l.settled(before, p) {
			return p.rows, nil
		}
		before = p
	}
	return nil, &guard.Error{
		Op: "aliyun.list", Subject: l.what, Kind: guard.Incomplete,
		Err: fmt.Errorf("the list of %s was read %d times and does not add up: %s", l.what, passes, before.problem),
	}
}

// settled reports whether two passes over a list that moved agree on the rows
// that matter.
func (l list[T]) settled(a, b pass[T]) bool {
	return a.moved() && b.moved() && slices.Equal(l.mattering(a), l.mattering(b))
}

// moved reports whether the list moved under the pass and that explains what
// does not add up: it read no fewer rows than the smallest total that was
// declared, and no more than the largest. One that declared a single total, or
// has fewer rows than any, is short.
func (p pass[T]) moved() bool {
	declared := slices.Sorted(maps.Keys(p.totals))
	return !p.broken && len(declared) > 1 && declared[0] <= len(p.rows) && len(p.rows) <= declared[len(declared)-1]
}

func (l list[T]) mattering(p pass[T]) []string {
	var ids []string
	for _, row := range p.rows {
		if l.carries == nil || l.carries(row) {
			ids = append(ids, l.id(row))
		}
	}
	slices.Sort(ids)
	return ids
}

// pass reads a list once, in pieces where that may be tried and adds up.
func (l list[T]) pass(ctx context.Context, pieces bool) (pass[T], error) {
	ctx = inChain(ctx)
	p := newPass[T]()
	first, err := l.fetch(ctx, "")
	if err != nil {
		return p, err
	}
	if pieces && l.dated != nil && first.next != "" && first.total > longList {
		if whole, ok := l.inParts(ctx, first); ok {
			return whole, nil
		}
		return l.pass(ctx, false)
	}
	if l.others != nil {
		return p, l.beside(ctx, &p, first)
	}
	return p, l.chain(ctx, &p, first)
}

// chain reads on from page to page.
func (l list[T]) chain(ctx context.Context, p *pass[T], got page[T]) error {
	tokens := map[string]bool{}
	for n := 0; ; n++ {
		p.take(got, got.next == "", l.id)
		if got.next == "" {
			p.add()
			return nil
		}
		if tokens[got.next] || n >= maxPages {
			p.problem, p.broken = "a page leads back to one that was read", true
			return nil
		}
		tokens[got.next] = true
		var err error
		if got, err = l.fetch(ctx, got.next); err != nil {
			return err
		}
	}
}

// beside reads all other pages at once.
func (l list[T]) beside(ctx context.Context, p *pass[T], first page[T]) error {
	tokens := l.others(first)
	pages := make([]page[T], len(tokens))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(abreast)
	for i, token := range tokens {
		g.Go(func() (err error) {
			pages[i], err = l.fetch(ctx, token)
			return err
		})
	}
	if err := g.Wait(); err != nil {
		return err
	}
	p.take(first, len(pages) == 0, l.id)
	for i, got := range pages {
		p.take(got, i == len(pages)-1, l.id)
	}
	p.add()
	return nil
}

func (p *pass[T]) take(got page[T], last bool, id func(T) string) {
	if got.total > 0 {
		p.totals[got.total] = true
	}
	if len(got.rows) == 0 && !last {
		p.problem = "a page in the middle is empty"
	}
	for _, row := range got.rows {
		switch name := id(row); {
		case name == "":
			p.problem, p.broken = "a row has no name", true
		case p.ids[name]:
			p.problem = name + " is there twice"
		default:
			p.ids[name] = true
			p.rows = append(p.rows, row)
		}
	}
}

// add compares what was read with what was declared.
func (p *pass[T]) add() {
	if p.problem != "" {
		return
	}
	for total := range p.totals {
		if total != len(p.rows) {
			p.problem = fmt.Sprintf("%d rows were read where %d were declared", len(p.rows), total)
		}
	}
}
