package aliyunsim

import (
	"strconv"
)

// ecsPage is what part of a list a call asks for: by token, the newer way, or
// by page number, the deprecated one, which counts only when neither MaxResults
// nor NextToken was sent.
type ecsPage struct {
	byNumber      bool
	number        int
	query         string // what its tokens are good for
	offset, limit int
}

// ecsLimits are the sizes that a list takes by token. Clamped lists move a
// size to the nearest allowed one, others refuse it.
type ecsLimits struct {
	low, high int
	clamped   bool
}

// pageOfECS reads the paging parameters. ECS: by page number a page has 1 to 100
// rows, 10 by default; by token 10 by default.
func pageOfECS(c *call, l ecsLimits) (ecsPage, *apiError) {
	_, sized := c.params["MaxResults"]
	_, numbered := c.params["PageNumber"]
	_, pageSized := c.params["PageSize"]
	if (numbered || pageSized) && !sized && c.str("NextToken") == "" {
		number, size, err := c.paged(10, 1)
		return ecsPage{byNumber: true, number: number, offset: (number - 1) * size, limit: size}, err
	}
	limit, err := ecsMaxResults(c, l)
	if err != nil {
		return ecsPage{}, err
	}
	query := queryPrint(c)
	offset, err := pageOffset(c, query)
	return ecsPage{number: 1, query: query, offset: offset, limit: limit}, err
}

func ecsMaxResults(c *call, l ecsLimits) (int, *apiError) {
	if !l.clamped {
		return c.integer("MaxResults", 10, l.low, l.high)
	}
	text, sent := c.params["MaxResults"]
	if !sent {
		return 10, nil
	}
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0, invalidParameter("MaxResults", "must be a whole number")
	}
	return min(max(n, l.low), l.high), nil
}

// reply puts the rows of a page under names such as Disks and Disk, with total
// and the token of the next page if there is one.
func (p ecsPage) reply(list, element string, rows any, total int) object {
	out := object{list: object{element: rows}, "TotalCount": total, "PageSize": p.limit, "PageNumber": p.number}
	if p.byNumber {
		return out
	}
	out["NextToken"] = ""
	if end := p.offset + p.limit; end < total {
		out["NextToken"] = pageToken(p.query, end)
	}
	return out
}

// cut returns the part of rows that the page shows.
func cut[T any](rows []T, offset, limit int) []T {
	from := min(offset, len(rows))
	return rows[from:min(from+limit, len(rows))]
}

// objects encodes rows, each as a map or, where lists are long, as a struct,
// which is several times faster. The result is never nil: no rows is an empty
// list in JSON.
func objects[T, R any](rows []T, encode func(T) R) []R {
	out := make([]R, len(rows))
	for i, r := range rows {
		out[i] = encode(r)
	}
	return out
}
