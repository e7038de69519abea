package aliyun

import (
	"fmt"
	"slices"
	"sync"
	"time"

	"kmsguard/guard"
)

// progress tells how far a sweep has come.
type progress struct {
	told  guard.Progress // nil: nobody listens
	tally *tally

	mu    sync.Mutex
	now   guard.Step
	since func() time.Duration // of real time since the start; 0 where it is not measured
}

// newProgress counts the readings that are to be made, and looks at the trail.
func newProgress(told guard.Progress, t *tally, todo []*reading, looks int, since func() time.Duration) *progress {
	p := &progress{told: told, tally: t, now: guard.Step{Total: len(todo) + looks}, since: since}
	for _, r := range todo {
		p.of(r.category.name).Total++
	}
	slices.SortStableFunc(p.now.Categories, func(x, y guard.CategoryStep) int {
		return guard.CategoryRank(x.Category) - guard.CategoryRank(y.Category)
	})
	return p
}

// of returns the line of a category.
func (p *progress) of(c guard.Category) *guard.CategoryStep {
	i := slices.IndexFunc(p.now.Categories, func(s guard.CategoryStep) bool { return s.Category == c })
	if i < 0 {
		p.now.Categories = append(p.now.Categories, guard.CategoryStep{Category: c})
		i = len(p.now.Categories) - 1
	}
	return &p.now.Categories[i]
}

// read tells that a reading is done.
func (p *progress) read(r *reading) {
	p.mu.Lock()
	line := p.of(r.category.name)
	line.Done++
	line.Calls += int(r.tally.calls.Load())
	line.Throttled += int(r.tally.throttles.Load())
	for _, f := range r.findings {
		line.Found += len(f.found)
	}
	p.mu.Unlock()
	p.step(fmt.Sprintf("%s in %s", r.category.name, r.region))
}

// step tells that one more part has been read.
func (p *progress) step(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now.Done++
	p.now.What = what
	p.now.Calls, p.now.Throttled = int(p.tally.calls.Load()), int(p.tally.throttles.Load())
	// Lists differ much in length; the estimate takes those to come to be like those that were read.
	p.now.Left = p.since() / time.Duration(p.now.Done) * time.Duration(p.now.Total-p.now.Done)
	if p.told != nil {
		told := p.now
		told.Categories = slices.Clone(told.Categories)
		p.told(told)
	}
}
