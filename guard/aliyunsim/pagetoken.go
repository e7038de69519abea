package aliyunsim

import (
	"encoding/base64"
	"sort"
	"strconv"
	"strings"
)

// queryPrint tells a query from others, so that a token is only good for its own.
func queryPrint(c *call) string {
	var parts []string
	for name, value := range c.params {
		if name != "NextToken" && name != "MaxResults" {
			parts = append(parts, name+"="+value)
		}
	}
	sort.Strings(parts)
	return nameUUID(c.action.api() + "?" + strings.Join(parts, "&"))[:8]
}

// pageToken makes an opaque token for the rows from offset on of one query.
func pageToken(query string, offset int) string {
	return base64.RawURLEncoding.EncodeToString([]byte(query + "/" + strconv.Itoa(offset)))
}

// tokenPage is what part of a list a call asks for by MaxResults and NextToken.
type tokenPage struct {
	query         string // what its tokens are good for
	offset, limit int
}

// byToken reads the paging parameters of a list that has no page numbers.
func (c *call) byToken(def, high int) (tokenPage, *apiError) {
	limit, err := c.integer("MaxResults", def, 1, high)
	if err != nil {
		return tokenPage{}, err
	}
	query := queryPrint(c)
	offset, err := pageOffset(c, query)
	return tokenPage{query, offset, limit}, err
}

// next is the token of the next page, empty after the last.
func (p tokenPage) next(total int) string {
	if end := p.offset + p.limit; end < total {
		return pageToken(p.query, end)
	}
	return ""
}

// pageOffset reads the parameter NextToken, and refuses one of another query.
func pageOffset(c *call, query string) (int, *apiError) {
	token := c.str("NextToken")
	if token == "" {
		return 0, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(token)
	of, offset, _ := strings.Cut(string(text), "/")
	n, errNumber := strconv.Atoi(offset)
	if err != nil || errNumber != nil || of != query || n < 0 {
		return 0, invalidParameter("NextToken", "is not a token of this query")
	}
	return n, nil
}
