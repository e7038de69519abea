package view_test

import (
	"fmt"
	"testing"
	"time"

	"kmsguard/bot/slacksim/blockkit"
	"kmsguard/bot/view"
	"kmsguard/guard"
)

func ExampleEscape() {
	fmt.Println(view.Escape("<!channel> *Approved by 5 people*"))
	// Output: &lt;!channel&gt; ∗Approved by 5 people∗
}

func ExampleNotice() {
	var t testing.T // the story fails no test; it is told for its state
	st := tell(&t, harmlessWords()).opened(deletion()).audited().disposed().confirmed(1, 2)
	m := view.Notice(st.s, st.s.Notices[0], scene(start.Add(time.Hour)))
	names := blockkit.Names{Users: map[string]string{alice: "alice"}}
	fmt.Println(blockkit.Text(encode(&t, m.Blocks), names))
	// Output:
	// Delete key `key-hzz650a1b2c3d4e5f6g7h` · cn-hangzhou · account 1234567890123456 · window 7 days
	// alias/orders — “orders database” · asked by @alice: retired with the old shop, OPS-4411
	// Waiting for 3 of 5 statements · audit complete, 2 dependencies · all given a disposition · expires Nov 5, 2026 10:12
	// [Open audit]  [Stop]  [Extend]
}

func ExampleRef() {
	value := view.Ref{Stream: key.Stream(), Request: "r-1", Statement: guard.StatementApprove}.Encode()
	ref, err := view.DecodeRef(value)
	fmt.Println(ref.Request, ref.Statement, err)
	// Output: r-1 4 <nil>
}
