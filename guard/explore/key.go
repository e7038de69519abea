package explore

import (
	"encoding/binary"
	"hash/maphash"
	"reflect"

	"kmsguard/guard"
)

// key names a world by everything that makes a difference to what can happen in
// it: two worlds with one key are one. It leaves out the order of what was written
// to the disk, of which the state is the fold.
//
// The hash has 64 bits. With three million worlds the odds that two different
// ones share a key somewhere are one to four million.
type key uint64

// keys makes keys. It keeps the lists of states by what is in them, so that
// worlds that share a list share its memory too.
type keys struct {
	seed     maphash.Seed
	buffer   []byte
	requests interned[guard.Request]
	ops      interned[guard.Operation]
	notices  interned[guard.Notice]
}

func newKeys() *keys { return &keys{seed: maphash.MakeSeed()} }

// sums are the hashes of the lists of a world's state, by where they lie.
type sums struct {
	requests sum[guard.Request]
	ops      sum[guard.Operation]
	notices  sum[guard.Notice]
}

// sum is the hash of a list that lies at a place.
type sum[T any] struct {
	at   *T
	n    int
	hash uint64
}

// world names a world, and lets it share its lists with others.
func (k *keys) world(w *world) key {
	w.state.Requests, w.sums.requests = k.requests.share(k, w.state.Requests, w.sums.requests)
	w.state.Operations, w.sums.ops = k.ops.share(k, w.state.Operations, w.sums.ops)
	w.state.Notices, w.sums.notices = k.notices.share(k, w.state.Notices, w.sums.notices)
	s := w.state
	s.Requests, s.Operations, s.Notices = nil, nil, nil
	k.buffer = k.buffer[:0]
	for _, h := range []uint64{w.sums.requests.hash, w.sums.ops.hash, w.sums.notices.hash} {
		k.buffer = binary.LittleEndian.AppendUint64(k.buffer, h)
	}
	k.add(reflect.ValueOf(&s).Elem())
	k.add(reflect.ValueOf(&w.rest).Elem())
	return key(maphash.Bytes(k.seed, k.buffer))
}

// state names a state by itself.
func (k *keys) state(s guard.State) key {
	k.buffer = k.buffer[:0]
	k.add(reflect.ValueOf(&s).Elem())
	return key(maphash.Bytes(k.seed, k.buffer))
}

// interned keeps lists by their hash.
type interned[T any] struct{ young, old map[uint64][]T }

// mostLists is how many lists are kept before the older half is forgotten.
const mostLists = 200_000

// share returns the list that is kept for an equal one, and its hash. A list that
// lies where it lay was not changed.
func (i *interned[T]) share(k *keys, list []T, known sum[T]) ([]T, sum[T]) {
	if len(list) == 0 {
		return nil, sum[T]{}
	}
	if known.at == &list[0] && known.n == len(list) {
		return list, known
	}
	k.buffer = k.buffer[:0]
	for n := range list {
		k.add(reflect.ValueOf(&list[n]).Elem())
	}
	h := maphash.Bytes(k.seed, k.buffer)
	list = i.keep(h, list)
	return list, sum[T]{at: &list[0], n: len(list), hash: h}
}

func (i *interned[T]) keep(h uint64, list []T) []T {
	if kept, ok := i.young[h]; ok {
		return kept
	}
	if kept, ok := i.old[h]; ok {
		list = kept
	}
	if len(i.young) >= mostLists || i.young == nil {
		i.old, i.young = i.young, map[uint64][]T{}
	}
	i.young[h] = list[:len(list):len(list)]
	return i.young[h]
}
