package aliyun

import (
	"context"
	"errors"
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// A turn that would come after the deadline is refused before the deadline has
// passed, when the context itself has no error to give yet.
func TestATurnThatComesTooLateIsAnError(t *testing.T) {
	const api, region = "ecs.DescribeDisks", "cn-hangzhou"
	c := &caller{
		budgets:     newBudgets(Budget{PerSecond: map[string]float64{api: 0.001}}),
		credentials: func(context.Context) (Credentials, error) { return Credentials{}, nil },
	}
	made := 0
	read := func(ctx context.Context) error {
		_, err := once(ctx, c, api, region, func(Credentials) (acs.Reply, error) {
			made++
			return acs.Reply{}, nil
		})
		return err
	}
	const burst = 2
	for range burst {
		if err := read(t.Context()); err != nil {
			t.Fatal(err)
		}
	}

	ctx, cancel := context.WithTimeout(t.Context(), time.Hour/10)
	defer cancel()
	err := read(ctx)
	if !errors.Is(err, context.DeadlineExceeded) || guard.KindOf(err) != guard.Unavailable {
		t.Errorf("a turn after the deadline: %v, kind %v; want a deadline, unavailable", err, guard.KindOf(err))
	}

	gone, leave := context.WithCancelCause(t.Context())
	leave(errors.New("the audit was given up"))
	if err := read(gone); err == nil || errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a call that was taken back: %v; want its own cause", err)
	}
	if made != burst {
		t.Errorf("%d calls were made, want %d", made, burst)
	}
}

// With every slot taken a call waits for one no longer than its context lasts.
func TestAFullHouseIsAnErrorAtTheDeadline(t *testing.T) {
	b := newBudgets(Budget{Concurrency: 1})
	_, release, err := b.acquire(t.Context(), "1", "kms.ListKeys", "cn-hangzhou")
	if err != nil {
		t.Fatal(err)
	}
	defer release()
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, _, err := b.acquire(ctx, "1", "kms.ListKeys", "cn-hangzhou"); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a call without a slot: %v, want its deadline", err)
	}
}
