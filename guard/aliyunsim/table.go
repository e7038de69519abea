package aliyunsim

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"
)

// maxCount bounds count of one row; a world with more rows is a mistake.
const maxCount = 10_000_000

// rowKey is what a table needs to know of a row.
type rowKey struct {
	name   string
	region string
	count  int
}

// tableRow is a row type that a table can hold.
type tableRow[T any] interface {
	row() rowKey
	named(name string) T
}

// span is one written row: by itself, or standing for the numbers from first
// to last of a counted row, which are made only when somebody looks.
type span[T tableRow[T]] struct {
	base        T
	first, last int // both 0 for a row without count
}

func (s span[T]) len() int { return s.last - s.first + 1 }

// at returns the i-th row of the span.
func (s span[T]) at(i int) T {
	if s.last == 0 {
		return s.base
	}
	return s.base.named(numberedName(s.base.row().name, s.first+i))
}

// numberedName is the name of the n-th row of a counted one, from 1.
func numberedName(base string, n int) string {
	const zeros = "000000"
	digits := strconv.Itoa(n)
	return base + "-" + zeros[min(len(digits), len(zeros)):] + digits
}

// table is the rows of one kind in the order of the world. Its cost follows
// what was written, not what count makes of it. The zero value is empty.
type table[T tableRow[T]] struct {
	spans  []span[T]
	places map[string]int // name as written → index in spans, unless a removal split it
}

// add appends a row, and refuses one whose name is taken.
func (t *table[T]) add(r T) error {
	k := r.row()
	switch {
	case k.name == "":
		return fmt.Errorf("a row has no name or ID: give it one, like {id: x-1, region: cn-hangzhou}")
	case k.region == "":
		return fmt.Errorf("%s has no region: add region: cn-hangzhou", k.name)
	case k.count < 0 || k.count > maxCount:
		return fmt.Errorf("%s has count %d: it must be from 0 to %d", k.name, k.count, maxCount)
	}
	if t.has(k.name) {
		return fmt.Errorf("%s exists already: remove it first or use another name", k.name)
	}
	s := span[T]{base: r}
	if k.count > 1 {
		s.first, s.last = 1, k.count
	}
	if t.places == nil {
		t.places = map[string]int{}
	}
	t.places[k.name] = len(t.spans)
	t.spans = append(t.spans, s)
	return nil
}

// has says whether a name is taken, by a row or by a counted one as written.
func (t *table[T]) has(name string) bool {
	_, taken := t.get(name)
	return taken || t.isBase(name)
}

func (t *table[T]) isBase(name string) bool { _, ok := t.places[name]; return ok }

// get returns the row of that name.
func (t *table[T]) get(name string) (T, bool) {
	if i, offset, ok := t.find(name); ok {
		return t.spans[i].at(offset), true
	}
	var zero T
	return zero, false
}

// find locates a name as a span and an offset in it.
func (t *table[T]) find(name string) (i, offset int, ok bool) {
	if i, ok := t.places[name]; ok && t.spans[i].last == 0 {
		return i, 0, true
	}
	dash := strings.LastIndexByte(name, '-')
	if dash < 0 {
		return 0, 0, false
	}
	n, err := strconv.Atoi(name[dash+1:])
	first, known := t.places[name[:dash]]
	if err != nil || !known || numberedName(name[:dash], n) != name {
		return 0, 0, false
	}
	for i := first; i < len(t.spans) && t.spans[i].base.row().name == name[:dash]; i++ {
		if s := t.spans[i]; s.first <= n && n <= s.last {
			return i, n - s.first, true
		}
	}
	return 0, 0, false
}

// remove takes a row out: a single one, one number of a counted row, or all of
// a counted row by its name as written. It says whether there was one.
func (t *table[T]) remove(name string) bool {
	i, offset, ok := t.find(name)
	if !ok {
		return t.removeBase(name)
	}
	s := t.spans[i]
	if s.last == 0 {
		return t.removeBase(name)
	}
	var parts []span[T]
	if offset > 0 {
		parts = append(parts, span[T]{s.base, s.first, s.first + offset - 1})
	}
	if n := s.first + offset; n < s.last {
		parts = append(parts, span[T]{s.base, n + 1, s.last})
	}
	t.replace(i, i+1, parts)
	return true
}

// removeBase takes out every span of the row written under that name.
func (t *table[T]) removeBase(name string) bool {
	i, ok := t.places[name]
	if !ok {
		return false
	}
	end := i
	for end < len(t.spans) && t.spans[end].base.row().name == name {
		end++
	}
	t.replace(i, end, nil)
	return true
}

// replace puts parts in place of spans[from:to] and finds the places again.
func (t *table[T]) replace(from, to int, parts []span[T]) {
	rest := append(parts, t.spans[to:]...)
	t.spans = append(t.spans[:from:from], rest...)
	t.places = make(map[string]int, len(t.spans))
	for i, s := range t.spans {
		name := s.base.row().name
		if _, seen := t.places[name]; !seen {
			t.places[name] = i
		}
	}
}

// page returns the rows from offset on, at most limit, of those that match, and
// how many match. A counted row matches as a whole: match must not look at its
// name or ID.
func (t *table[T]) page(match func(T) bool, offset, limit int) (rows []T, total int) {
	return t.pageOf(func(s span[T]) (from, end int) {
		if match(s.base) {
			return 0, s.len()
		}
		return 0, 0
	}, offset, limit)
}

// pageOf is page for a choice that depends on the number in a counted row: part
// says which of a span's rows are chosen, from one up to, not with, the other.
func (t *table[T]) pageOf(part func(span[T]) (from, end int), offset, limit int) (rows []T, total int) {
	for _, s := range t.spans {
		from, end := part(s)
		first := from + max(0, offset-total)
		rows = slices.Grow(rows, max(0, min(end-first, limit-len(rows))))
		for i := first; i < end && len(rows) < limit; i++ {
			rows = append(rows, s.at(i))
		}
		total += max(0, end-from)
	}
	return rows, total
}

// distinct returns what the rows that match have of something that a whole
// counted row shares, each value once, in order.
func (t *table[T]) distinct(match func(T) bool, of func(T) string) []string {
	var values []string
	seen := map[string]bool{}
	for _, s := range t.spans {
		if v := of(s.base); match(s.base) && !seen[v] {
			seen[v] = true
			values = append(values, v)
		}
	}
	return values
}

// all yields every row that matches, with the same rule for match as page.
func (t *table[T]) all(match func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, s := range t.spans {
			if !match(s.base) {
				continue
			}
			for i := range s.len() {
				if !yield(s.at(i)) {
					return
				}
			}
		}
	}
}

// inRegion matches the rows of one region.
func inRegion[T tableRow[T]](region string) func(T) bool {
	return func(r T) bool { return r.row().region == region }
}

// written returns the rows as the world wrote them, counted ones once.
func (t *table[T]) written() []T {
	rows := make([]T, len(t.spans))
	for i, s := range t.spans {
		rows[i] = s.base
	}
	return rows
}
