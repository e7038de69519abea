package storage

import "context"

// Holds reports whether a head that a witness saw lies on the chain. It looks at
// that one entry; Verify proves the chain before it. Errors are those of a reading:
// kind Invalid where the entry in its place cannot be read.
func (l *Ledger) Holds(ctx context.Context, h Head) (bool, error) {
	if h.Seq == 0 {
		return h.Hash == Genesis, nil
	}
	for e, err := range l.store.All(ctx, h.Seq-1) {
		return err == nil && e.Seq == h.Seq && e.Hash == h.Hash, err
	}
	return false, nil
}
