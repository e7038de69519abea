package slacksim

import (
	"encoding/base64"
	"strconv"
	"strings"
)

// cursorMark starts what a cursor encodes; another text is no cursor of ours.
const cursorMark = "next_row:"

// pageOf returns the rows that cursor and limit ask for, and the next cursor.
func pageOf[T any](rows []T, a *args, usual, most int) ([]T, string, *apiError) {
	start := 0
	if a.has("cursor") {
		raw, err := base64.StdEncoding.DecodeString(a.str("cursor"))
		number, ok := strings.CutPrefix(string(raw), cursorMark)
		n, notNumber := strconv.Atoi(number)
		if err != nil || !ok || notNumber != nil || n < 0 || n > len(rows) {
			return nil, "", fail("invalid_cursor")
		}
		start = n
	}
	limit := a.int("limit", usual)
	switch {
	case limit == 0:
		limit = usual
	case limit < 0:
		return nil, "", fail("invalid_limit")
	}
	end := min(start+min(limit, most), len(rows))
	page := append([]T{}, rows[start:end]...) // an empty list, never null
	if end == len(rows) {
		return page, "", nil
	}
	return page, base64.StdEncoding.EncodeToString([]byte(cursorMark + strconv.Itoa(end))), nil
}

// withCursor adds the cursor of the next page, "" for none.
func withCursor(o object, next string) object {
	addMetadata(o, "next_cursor", next)
	return o
}
