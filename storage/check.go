package storage

import "context"

// Check verifies the chain of a store against known heads, and then its indexes.
// It returns the head, and the same errors as Verify; an index that does not fit
// is a *guard.Error of kind Invalid too.
func Check(ctx context.Context, s Store, known ...Head) (Head, error) {
	head, err := Verify(ctx, s.All(ctx, 0), known...)
	if err != nil {
		return head, err
	}
	return head, s.CheckIndex(ctx)
}
