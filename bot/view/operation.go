package view

import (
	"strings"

	"kmsguard/guard"
)

// lastOperation is the newest attempt of a request, nil before the first.
func lastOperation(s guard.State, r guard.Request) *guard.Operation {
	if len(r.Operations) == 0 {
		return nil
	}
	return s.Operation(r.Operations[len(r.Operations)-1])
}

// happened is the newest attempt of a request that took effect, or nil.
func happened(s guard.State, r guard.Request) *guard.Operation {
	for i := len(r.Operations) - 1; i >= 0; i-- {
		if op := s.Operation(r.Operations[i]); op != nil && op.Result == guard.Happened {
			return op
		}
	}
	return nil
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}
