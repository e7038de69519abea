package aliyun_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
)

// cutter cuts the lists of the simulator into smaller pages. A list that is on
// one page there may be on many here, in another order.
type cutter struct {
	size func(action string) int // rows of a page; 0: as it came
	// order changes the order of a list; nil: as it came.
	order func(rows []any)
	// spoil changes a page before it is sent: n is its number from 1.
	spoil func(action string, n int, tree map[string]any)

	mu   sync.Mutex
	kept map[string]map[string]any // whole lists, by what was asked for
}

// paging are the parameters that ask for a part of a list.
var paging = []string{"NextToken", "MaxResults", "PageNumber", "PageSize", "CurrentPage", "ShowSize"}

// front returns what cuts.
func (c *cutter) front() *front {
	c.kept = map[string]map[string]any{}
	return &front{instead: c.later, change: c.first}
}

// listKey names a list without its pages.
func listKey(a asked) string {
	var parts []string
	for name := range a.params {
		if !slices.Contains(paging, name) && !slices.Contains([]string{"Timestamp", "SignatureNonce", "Signature"}, name) {
			parts = append(parts, name+"="+a.params.Get(name))
		}
	}
	slices.Sort(parts)
	return strings.Join(parts, "&")
}

// at says which page of a list is asked for, from 1; 0: it is no list.
func (c *cutter) at(a asked) int {
	n, isCut := strings.CutPrefix(a.params.Get("NextToken"), "cut-")
	switch {
	case isCut:
	case a.params.Has("MaxResults"):
		n = "1"
	default:
		n = a.params.Get("PageNumber") + a.params.Get("CurrentPage")
	}
	page, _ := strconv.Atoi(n)
	return page
}

// first keeps a list as it came and leaves its first page.
func (c *cutter) first(a asked, tree map[string]any) {
	rows, _ := list(tree)
	if c.at(a) != 1 || rows == nil || c.size(a.action) == 0 {
		return
	}
	if c.order != nil {
		c.order(rows)
	}
	c.mu.Lock()
	c.kept[listKey(a)] = maps.Clone(tree)
	c.mu.Unlock()
	maps.Copy(tree, c.page(a, 1))
}

// later answers the pages after the first.
func (c *cutter) later(a asked) (int, string) {
	n := c.at(a)
	c.mu.Lock()
	known := c.kept[listKey(a)] != nil
	c.mu.Unlock()
	if n < 2 || !known {
		return 0, ""
	}
	text, err := json.Marshal(c.page(a, n))
	if err != nil {
		return http.StatusInternalServerError, err.Error()
	}
	return http.StatusOK, string(text)
}

// page makes the n-th page of a kept list.
func (c *cutter) page(a asked, n int) map[string]any {
	c.mu.Lock()
	defer c.mu.Unlock()
	tree := copied(c.kept[listKey(a)])
	rows, set := list(tree)
	size := c.size(a.action)
	set(rows[min((n-1)*size, len(rows)):min(n*size, len(rows))])
	if a.params.Has("MaxResults") {
		tree["NextToken"] = ""
		if n*size < len(rows) {
			tree["NextToken"] = fmt.Sprintf("cut-%d", n+1)
		}
	}
	if c.spoil != nil {
		c.spoil(a.action, n, tree)
	}
	return tree
}

// copied copies an answer down to its list.
func copied(tree map[string]any) map[string]any {
	out := maps.Clone(tree)
	for name, v := range out {
		if inner, ok := v.(map[string]any); ok {
			out[name] = maps.Clone(inner)
		}
	}
	return out
}

// pagesOf cuts every list into pages of so many rows.
func pagesOf(n int) func(string) int { return func(string) int { return n } }
