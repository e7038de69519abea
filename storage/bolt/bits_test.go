package bolt_test

import (
	"math/rand/v2"
	"path/filepath"
	"testing"

	"kmsguard/storage/bolt"
)

// Whatever single bit of the file is flipped, in an entry, an index, a counter, a
// header or the list of free pages: it is found, or nothing of what the store
// answers is another. It is one bit in a thousand, and
// with KMSGUARD_LONG one in forty.
func TestNoBitOfTheFileLies(t *testing.T) {
	path := filepath.Join(t.TempDir(), "ledger.db")
	aged(t, path)
	sound := contents(t, path)
	want := judge(t, sound, bolt.Options{})
	if want == refused {
		t.Fatal("the sound file is refused")
	}
	const seed = 6
	random := rand.New(rand.NewPCG(seed, seed))
	stride, found, harmless := 1000, 0, 0
	if thorough {
		stride = 40
	}
	for bit := random.IntN(stride); bit < 8*len(sound); bit += 1 + random.IntN(2*stride-1) {
		sound[bit/8] ^= 1 << (bit % 8)
		switch judge(t, sound, bolt.Options{ReadOnly: bit%16 != 0}) {
		case refused:
			found++
		case want:
			harmless++
		default:
			t.Errorf("bit %d of byte %d, page %d, may be flipped: the answers are others", bit%8, bit/8, bit/8/pageSize)
		}
		sound[bit/8] ^= 1 << (bit % 8)
	}
	if found == 0 {
		t.Error("nothing was found")
	}
	t.Logf("seed %d, %d bytes: %d flipped bits were found, %d mean nothing", seed, len(sound), found, harmless)
}
