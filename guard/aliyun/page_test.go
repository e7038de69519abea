package aliyun

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"kmsguard/guard"
)

// scripted is a list whose passes answer as they are told: one slice of pages a pass.
func scripted(passes ...[]page[string]) list[string] {
	n, at := -1, 0
	return list[string]{
		what: "rows",
		id:   func(s string) string { return s },
		fetch: func(_ context.Context, token string) (page[string], error) {
			if token == "" {
				n, at = min(n+1, len(passes)-1), 0
			}
			p := passes[n][at]
			at++
			return p, nil
		},
	}
}

func TestListsThatMove(t *testing.T) {
	short := []page[string]{{rows: []string{"a", "b"}, total: 3}}
	tests := []struct {
		name   string
		passes [][]page[string]
		want   []string // nil: incomplete
	}{
		{"whole", [][]page[string]{{{rows: []string{"a"}, next: "2", total: 2}, {rows: []string{"b"}, total: 2}}}, []string{"a", "b"}},
		{"empty", [][]page[string]{{{}}}, []string{}},
		{"short for ever", [][]page[string]{short}, nil},
		{"short once", [][]page[string]{short, {{rows: []string{"a", "b", "c"}, total: 3}}}, []string{"a", "b", "c"}},
		{"grows, and two passes agree", [][]page[string]{
			{{rows: []string{"a"}, next: "2", total: 2}, {rows: []string{"b"}, total: 3}},
			{{rows: []string{"a"}, next: "2", total: 2}, {rows: []string{"b"}, total: 3}},
		}, []string{"a", "b"}},
		{"grows, and two passes agree on fewer rows than were ever declared", [][]page[string]{
			{{rows: []string{"a"}, next: "2", total: 3}, {rows: []string{"b"}, total: 4}},
			{{rows: []string{"a"}, next: "2", total: 3}, {rows: []string{"b"}, total: 4}},
		}, nil},
		{"grows between passes that are short", [][]page[string]{
			{{rows: []string{"a"}, total: 2}}, {{rows: []string{"a"}, total: 3}}, {{rows: []string{"a"}, total: 4}},
		}, nil},
		{"grows, and no passes agree", [][]page[string]{
			{{rows: []string{"a"}, total: 2}}, {{rows: []string{"b"}, total: 3}}, {{rows: []string{"c"}, total: 4}},
		}, nil},
		{"leads back", [][]page[string]{{{rows: []string{"a"}, next: "2"}, {rows: []string{"b"}, next: "2"}}}, nil},
		{"empty in the middle", [][]page[string]{{{rows: []string{"a"}, next: "2"}, {next: "3"}, {rows: []string{"b"}}}}, nil},
		{"a row without a name", [][]page[string]{{{rows: []string{""}}}}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := scripted(tt.passes...).read(t.Context())
			if tt.want == nil {
				if guard.KindOf(err) != guard.Incomplete {
					t.Errorf("read %v, %v; want an incomplete one", got, err)
				}
				return
			}
			if err != nil || !slices.Equal(got, tt.want) {
				t.Errorf("read %v, %v; want %v", got, err, tt.want)
			}
		})
	}
}

// TestPagesCutAnyWay: however rows are cut into pages they read the same, and a
// lost page is incomplete.
func TestPagesCutAnyWay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := make([]string, rapid.IntRange(0, 60).Draw(t, "rows"))
		for i := range want {
			want[i] = fmt.Sprintf("row-%d", i)
		}
		size := rapid.IntRange(1, 20).Draw(t, "size")
		lost := rapid.IntRange(-1, len(want)/size).Draw(t, "lost page")
		l := list[string]{what: "rows", id: func(s string) string { return s }, fetch: func(_ context.Context, token string) (page[string], error) {
			n, _ := strconv.Atoi(token)
			p := page[string]{total: len(want)}
			if n != lost {
				p.rows = want[min(n*size, len(want)):min((n+1)*size, len(want))]
			}
			if (n+1)*size < len(want) {
				p.next = strconv.Itoa(n + 1)
			}
			return p, nil
		}}
		got, err := l.read(t.Context())
		losesRows := lost >= 0 && lost*size < len(want)
		switch {
		case losesRows && guard.KindOf(err) != guard.Incomplete:
			t.Errorf("page %d was lost and %d rows were read, %v", lost, len(got), err)
		case !losesRows && (err != nil || !slices.Equal(got, want)):
			t.Errorf("read %v, %v; want %v", got, err, want)
		}
	})
}

func TestReferences(t *testing.T) {
	const id = "key-hzz650a1b2c3d4e5f6g7h"
	ref := guard.KeyRef{Account: "1234567890123456", Region: "cn-hangzhou", ID: id}
	k, in := &subject{key: guard.KeyFacts{Ref: ref, Aliases: []string{"alias/orders"}}}, &account{id: ref.Account}
	tests := []struct {
		reference, region string
		want, odd         bool
	}{
		{reference: id, want: true},
		{reference: ref.ARN(), want: true},
		{reference: "alias/orders", region: "cn-hangzhou", want: true},
		{reference: "alias/orders", region: "cn-beijing"},
		{reference: "alias/Orders", region: "cn-hangzhou"},
		{reference: "acs:kms:cn-hangzhou:1234567890123456:alias/orders", region: "cn-beijing", want: true},
		{reference: "acs:kms:cn-beijing:1234567890123456:alias/orders", region: "cn-hangzhou"},
		{reference: "acs:kms:cn-hangzhou:999:alias/orders", region: "cn-hangzhou"},
		{reference: "KEY-HZZ650A1B2C3D4E5F6G7H", odd: true},
		{reference: "acs:kms:cn-hangzhou:1234567890123456:key/Key-hzz650a1b2c3d4e5f6g7h", odd: true},
		{reference: "key-hzz650zzzzzzzzzzzzzzz"},
		{reference: "ServiceKey"},
		{reference: ""},
		{reference: "acs:kms:cn-hangzhou:1234567890123456:key/an_odd_ID"},
		{reference: "https://kms/key", odd: true},
		{reference: "acs:kms:cn-hangzhou", odd: true},
	}
	for _, tt := range tests {
		got, err := k.isKey(tt.reference, tt.region, in)
		if got != tt.want || (err != nil) != tt.odd {
			t.Errorf("%q in %s: %v, %v; want %v", tt.reference, tt.region, got, err, tt.want)
		}
	}
}
