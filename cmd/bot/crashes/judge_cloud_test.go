package crashes

import (
	"slices"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// effects are the calls that changed the key, newest first.
func (a *tale) effects() []aliyunsim.Call {
	return a.sandbox().Cloud().LatestCalls(1000, func(c aliyunsim.Call) bool {
		return c.Effect && c.Product == "kms" && c.Parameters["KeyId"] == a.key.ID
	})
}

// made counts the calls of an API that changed the key.
func (a *tale) made(call guard.Call) (n int) {
	for _, c := range a.effects() {
		if c.Action == string(call) {
			n++
		}
	}
	return n
}

// judgeCloud: what reached the key is what the story asks for, each once, and each
// by an operation of the ledger that says so.
func (a *tale) judgeCloud(st story, h history) {
	var got []guard.Call
	bySession := map[string]int{}
	for _, c := range slices.Backward(a.effects()) {
		got = append(got, guard.Call(c.Action))
		bySession[c.Session]++
		op := h.state.Operation(c.Session)
		if op == nil || string(op.Call) != c.Action || op.Result != guard.Happened {
			a.wrong("%s changed the key in the session %q, and the ledger says %+v", c.Action, c.Session, op)
		}
	}
	if !slices.Equal(got, st.calls) {
		a.wrong("the key was changed by %v, want %v", got, st.calls)
	}
	if state := a.state(); state != st.after {
		a.wrong("the key is %s, want %s", state, st.after)
	}
	for _, op := range h.state.Operations {
		want := 0
		if op.Result == guard.Happened {
			want = 1
		}
		if bySession[op.ID] != want {
			a.wrong("operation %s is %q in the ledger, and had %d effects", op.ID, op.Result, bySession[op.ID])
		}
	}
}
