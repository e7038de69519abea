package aliyun

import (
	"context"
	"errors"
	"fmt"

	"kmsguard/guard"
)

// crossChecked reads a list wholly, and compares it with what the cloud's own
// filter by key finds. Where they disagree the list may have moved between the
// two, so both are read again; where they go on disagreeing the reading is
// incomplete. Of a long filtered list the first page and the declared total
// are enough, so that the check costs one call.
func crossChecked[T any](ctx context.Context, r *reading, full, filtered list[T], key func(T) string) ([]T, error) {
	var difference string
	for range passes {
		rows, err := full.read(ctx)
		if err != nil {
			return nil, err
		}
		first, err := filtered.fetch(ctx, "")
		if err != nil {
			return nil, err
		}
		if first.next != "" && first.total == 0 { // a page that does not say how many there are
			if first.rows, err = filtered.read(ctx); err != nil {
				return nil, err
			}
			first.next = ""
		}
		difference = compareFiltered(full, rows, first, func(row T) bool { return key(row) == r.key.Ref.ID })
		if difference == "" {
			return rows, nil
		}
	}
	return nil, &guard.Error{Op: "aliyun.crossCheck", Subject: full.what, Kind: guard.Incomplete, Err: errors.New(difference)}
}

// compareFiltered says how a list and its filtered form disagree, or nothing. A
// row that names the key by ARN or alias need not be found by the filter; one
// that names it by its ID must be.
func compareFiltered[T any](l list[T], rows []T, filtered page[T], byID func(T) bool) string {
	carrying, named := map[string]bool{}, 0
	for _, row := range rows {
		if l.carries(row) {
			carrying[l.id(row)] = true
		}
		if byID(row) {
			named++
		}
	}
	for _, row := range filtered.rows {
		if !carrying[l.id(row)] {
			return fmt.Sprintf("the cloud's filter by key finds %s, and the whole list does not", l.id(row))
		}
	}
	count := max(len(filtered.rows), filtered.total)
	if filtered.next == "" {
		count = len(filtered.rows)
	}
	if count < named || count > len(carrying) {
		return fmt.Sprintf("the cloud's filter by key finds %d %s, and the whole list %d", count, l.what, named)
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
