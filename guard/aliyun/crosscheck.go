package aliyun

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"kmsguard/guard"
)

// crossChecked reads a list wholly, and compares it with what the cloud's own
// filter finds for each key. Where they disagree the list may have moved between
// the two, so both are read again; where they go on disagreeing nothing is
// proven for that key.
func crossChecked[T any](ctx context.Context, r *reading, full list[T], filtered func(key string) list[T], key func(T) string) ([]T, error) {
	var rows []T
	pending := r.findings
	for range passes {
		var err error
		if rows, err = full.read(ctx); err != nil {
			return nil, err
		}
		named := map[string][]string{} // IDs of rows, by how they name a key
		for _, row := range rows {
			named[key(row)] = append(named[key(row)], full.id(row))
		}
		if pending, err = disagreeing(ctx, r, full.what, named, pending, filtered); err != nil || len(pending) == 0 {
			return rows, err
		}
	}
	for _, f := range pending {
		f.fails(&guard.Error{Op: "aliyun.crossCheck", Subject: full.what, Kind: guard.Incomplete, Err: errors.New(f.disagrees)})
	}
	return rows, nil
}

// disagreeing returns the findings of keys for which a list and its filtered
// form differ, and notes how.
func disagreeing[T any](ctx context.Context, r *reading, what string, named map[string][]string, of []*finding, filtered func(key string) list[T]) ([]*finding, error) {
	err := each(ctx, r, of, func(ctx context.Context, f *finding) error {
		l := filtered(f.subject.key.Ref.ID)
		first, err := filteredRows(ctx, l)
		if err != nil {
			return err
		}
		ids := make([]string, len(first.rows))
		for i, row := range first.rows {
			ids[i] = l.id(row)
		}
		f.disagrees = f.compareFiltered(what, named, ids, first.next != "", first.total)
		return nil
	})
	return slices.DeleteFunc(slices.Clone(of), func(f *finding) bool { return f.disagrees == "" }), err
}

// filteredRows reads what a filter by key finds. Of a long list the first page
// and the declared total are enough, so that the check costs one call.
func filteredRows[T any](ctx context.Context, l list[T]) (page[T], error) {
	first, err := l.fetch(ctx, "")
	if err != nil || first.next == "" || first.total > 0 {
		return first, err
	}
	first.rows, err = l.read(ctx) // a page that does not say how many there are
	first.next = ""
	return first, err
}

// compareFiltered says how a list and its filtered form disagree about the key,
// or nothing. A row that names the key by ARN or alias need not be found by the
// filter; one that names it by its ID must be. Of a long filtered list the first
// page is there, and what it declares.
func (f *finding) compareFiltered(what string, named map[string][]string, filtered []string, long bool, total int) string {
	carrying := map[string]bool{}
	for reference, ids := range named {
		if is, err := f.subject.isKey(reference, f.reading.region, f.reading.account); is || err != nil {
			for _, id := range ids {
				carrying[id] = true
			}
		}
	}
	for _, id := range filtered {
		if !carrying[id] {
			return fmt.Sprintf("the cloud's filter by key finds %s, and the whole list does not", id)
		}
	}
	count := len(filtered)
	if long {
		count = max(count, total)
	}
	byID := len(named[f.subject.key.Ref.ID])
	if count < byID || count > len(carrying) {
		return fmt.Sprintf("the cloud's filter by key finds %d %s, and the whole list %d", count, what, byID)
	}
	return ""
}

// present makes parameters of pairs of name and value, without those whose value is empty.
func present(pairs ...string) map[string]string {
	m := map[string]string{}
	for i := 0; i+1 < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			m[pairs[i]] = pairs[i+1]
		}
	}
	return m
}
