package aliyunsim

import (
	"crypto/sha256"
	"strconv"
	"strings"
)

// numberBits is how many low bits of a certificate's number hold its place in a
// counted row; maxCount fits.
const numberBits = 24

// certificateNumber is the numeric ID under which the certificate service lists
// a row. It stays below 2^52, so that a JSON number holds it exactly, and can be
// traced back without an index over 100,000 rows.
func certificateNumber(name string) int64 {
	base, n := splitNumbered(name)
	return certificateFamily(base)<<numberBits | int64(n)
}

// certificateFamily is the high bits of the numbers of all certificates whose
// names differ in their number alone: 27 bits of a hash, with one set above so
// that numbers have a common length.
func certificateFamily(base string) int64 {
	hash := sha256.Sum256([]byte("certificate number " + base))
	return 1<<27 | int64(hash[0]&7)<<24 | int64(hash[1])<<16 | int64(hash[2])<<8 | int64(hash[3])
}

// splitNumbered undoes numberedName; a name without a number has 0.
func splitNumbered(name string) (base string, n int) {
	dash := strings.LastIndexByte(name, '-')
	if dash < 0 {
		return name, 0
	}
	n, err := strconv.Atoi(name[dash+1:])
	if err != nil || n < 1 || n > maxCount || numberedName(name[:dash], n) != name {
		return name, 0
	}
	return name[:dash], n
}

// certificateByNumber finds the row behind a number.
func (s *Sim) certificateByNumber(number int64) (Certificate, bool) {
	family, n := number>>numberBits, int(number&(1<<numberBits-1))
	for _, sp := range s.tables.certificates.spans {
		base, place := splitNumbered(sp.base.ID)
		if sp.last > 0 {
			base, place = sp.base.ID, n
		}
		if certificateFamily(base) != family || place != n {
			continue
		}
		if sp.last == 0 {
			return sp.base, true
		}
		if sp.first <= n && n <= sp.last {
			return sp.at(n - sp.first), true
		}
	}
	return Certificate{}, false
}
