package aliyunsim

import (
	"slices"
	"strings"
)

// is, startsWith and contains make tests of a text against any of several.

func is(options ...string) func(string) bool {
	return func(text string) bool { return slices.Contains(options, text) }
}

func startsWith(options ...string) func(string) bool {
	return func(text string) bool {
		return slices.ContainsFunc(options, func(p string) bool { return strings.HasPrefix(text, p) })
	}
}

func contains(options ...string) func(string) bool {
	return func(text string) bool {
		return slices.ContainsFunc(options, func(p string) bool { return strings.Contains(text, p) })
	}
}

// wildcard reports whether text fits a pattern in which * stands for any text
// and ? for one byte.
func wildcard(pattern, text string) bool {
	star, mark := -1, 0
	p, t := 0, 0
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]):
			p++
			t++
		case star >= 0:
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
