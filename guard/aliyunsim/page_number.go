package aliyunsim

import (
	"net/http"
	"strings"
)

// fixedPageSizes are the only sizes of a page that several databases take.
var fixedPageSizes = is("30", "50", "100")

// pagedBySizes returns the page number and size of a call to a database that
// takes PageSize 30, 50 or 100 only, 30 by default.
func (c *call) pagedBySizes() (number, size int, err *apiError) {
	if size, sent := c.params["PageSize"]; sent && !fixedPageSizes(size) {
		return 0, 0, refuse(http.StatusBadRequest, "InvalidPageSize.Malformed", "The specified PageSize is not valid: use 30, 50 or 100.")
	}
	return c.paged(30, 30)
}

// pageOf returns the rows of one page and how many there are on all pages: the
// rows that match and, where ids names some, separated by commas, only those.
func pageOf[T tableRow[T]](t *table[T], ids string, match func(T) bool, number, size int) (rows []T, total int) {
	if ids == "" {
		return t.page(match, (number-1)*size, size)
	}
	found := byIDs(t, strings.Split(ids, ","), match)
	return cut(found, (number-1)*size, size), len(found)
}

// fits says whether a row's value passes a filter of the call: one that was
// not sent lets everything pass.
func (c *call) fits(param, value string) bool {
	return c.str(param) == "" || c.str(param) == value
}
