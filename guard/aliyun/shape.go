package aliyun

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"strconv"
	"strings"

	"kmsguard/guard/aliyun/acs"
)

// shape says where an answer holds a page of a list: paths of JSON names, as
// "Items.DBInstance". An answer without what is named here is none.
type shape struct {
	rows  string
	total string // of the whole list; empty: it declares none
	next  string // token of the next page; empty: pages are asked for by number
	// success is a flag without which a positive answer is a failure; empty: there is none.
	success string
}

// tokened is a list of which each page names the next one.
func tokened[T any](c *caller, what string, r acs.Request, size string, s shape, id func(T) string) list[T] {
	return list[T]{what: what, id: id, fetch: func(ctx context.Context, token string) (page[T], error) {
		return fetchPage[T](ctx, c, r, s, present("MaxResults", size, "NextToken", token))
	}}
}

// paged is a list whose pages are asked for by PageNumber and PageSize.
func paged[T any](c *caller, what string, r acs.Request, size int, s shape, id func(T) string) list[T] {
	l := numbered(what, size, func(ctx context.Context, n int) (page[T], error) {
		return fetchPage[T](ctx, c, r, s, present("PageNumber", strconv.Itoa(n), "PageSize", strconv.Itoa(size)))
	})
	l.id = id
	return l
}

// whole is a list that comes in one answer and declares no total, of a product
// that answers failures positively with the flag Success unset.
func whole[T any](c *caller, what string, r acs.Request, rows string, id func(T) string) list[T] {
	return list[T]{what: what, id: id, fetch: func(ctx context.Context, _ string) (page[T], error) {
		return fetchPage[T](ctx, c, r, shape{rows: rows, success: "Success"}, nil)
	}}
}

// fetchPage makes a call with further parameters and reads the page that it
// answers. They go into the body where the request has one.
func fetchPage[T any](ctx context.Context, c *caller, r acs.Request, s shape, more map[string]string) (page[T], error) {
	given := &r.Query
	if r.Body != nil {
		given = &r.Body
	}
	all := map[string]string{}
	maps.Copy(all, *given)
	maps.Copy(all, more)
	*given = all
	reply, err := c.call(ctx, r)
	if err != nil {
		return page[T]{}, err
	}
	return readPage[T](r.Action, reply, s)
}

// readPage reads the page that an answer holds. Rows of a type that has a
// method seen(requestID) are told the request that showed them.
func readPage[T any](action string, reply acs.Reply, s shape) (page[T], error) {
	p := page[T]{}
	lacks := func(what string) error {
		return incomplete(action, "the answer holds no "+what, reply.RequestID)
	}
	var whole map[string]json.RawMessage
	if err := reply.Decode(&whole); err != nil {
		return p, err
	}
	if err := succeeded(action, whole, s.success, reply.RequestID); err != nil {
		return p, err
	}
	if raw := at(whole, s.rows); raw == nil || json.Unmarshal(raw, &p.rows) != nil || p.rows == nil {
		return p, lacks("list in " + s.rows)
	}
	if raw := at(whole, s.total); s.total != "" && (raw == nil || json.Unmarshal(raw, &p.total) != nil) {
		return p, lacks("number in " + s.total)
	}
	if s.total != "" && p.total < len(p.rows) {
		return p, incomplete(action, "the answer holds more rows than it declares", reply.RequestID)
	}
	if raw := at(whole, s.next); raw != nil && json.Unmarshal(raw, &p.next) != nil {
		return p, lacks("token in " + s.next)
	}
	for i := range p.rows {
		if row, ok := any(&p.rows[i]).(interface{ seen(requestID string) }); ok {
			row.seen(reply.RequestID)
		}
	}
	return p, nil
}

// succeeded checks the flag by which a product tells whether a positive answer
// is one.
func succeeded(action string, whole map[string]json.RawMessage, flag, requestID string) error {
	if flag == "" {
		return nil
	}
	var ok bool
	if raw := at(whole, flag); raw == nil || json.Unmarshal(raw, &ok) != nil || !ok {
		return incomplete(action, fmt.Sprintf("the call did not succeed, with code %s", bytes.Trim(at(whole, "Code"), `"`)), requestID)
	}
	return nil
}

// at returns the value at a path, nil if there is none.
func at(v map[string]json.RawMessage, path string) json.RawMessage {
	if path == "" {
		return nil
	}
	name, rest, deeper := strings.Cut(path, ".")
	raw, ok := v[name]
	if !ok || !deeper || string(raw) == "null" {
		if string(raw) == "null" {
			return nil
		}
		return raw
	}
	var inner map[string]json.RawMessage
	if json.Unmarshal(raw, &inner) != nil {
		return nil
	}
	return at(inner, rest)
}
