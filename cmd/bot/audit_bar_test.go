package main

import (
	"strings"
	"testing"
	"time"

	"kmsguard/guard"
)

func TestBarLine(t *testing.T) {
	step := guard.Step{
		Done: 12, Total: 48, Calls: 1204, Throttled: 3, Left: 41 * time.Second, What: "oss in cn-beijing",
		Categories: []guard.CategoryStep{{Category: guard.OSS, Done: 3, Total: 3}, {Category: guard.ECSSnapshot, Done: 0, Total: 1}, {Category: guard.Secret, Done: 1, Total: 3}},
	}
	const want = "[######..................] 12 of 48 lists, 1204 calls, 3 throttled, about 41s left, reading ecs-snapshot secret"
	if got := barLine(step, 200); got != want {
		t.Errorf("%q, want %q", got, want)
	}
	for _, width := range []int{1, 10, 60, 80} {
		if got := barLine(step, width); len([]rune(got)) >= width || !strings.HasPrefix(want, got) {
			t.Errorf("%d wide: %q", width, got)
		}
	}
	done := guard.Step{Done: 48, Total: 48, Calls: 5000}
	if got := barLine(done, 200); got != "["+strings.Repeat("#", barWidth)+"] 48 of 48 lists, 5000 calls" {
		t.Errorf("at the end: %q", got)
	}
	if got := barLine(guard.Step{}, 200); !strings.HasPrefix(got, "[...") {
		t.Errorf("before the beginning: %q", got)
	}
}
