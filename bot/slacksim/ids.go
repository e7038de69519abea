package slacksim

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"
)

// nextID returns an ID with Slack's usual form: a letter and upper-case digits.
// The caller holds the lock, as for everything in this file.
func (s *Sim) nextID(prefix string) string {
	return prefix + strings.ToUpper(s.hex(10))
}

// hex returns n hexadecimal digits that were never returned before, neither by
// this Sim nor by one started at another time: an app that keeps what it has
// seen must not take a new delivery for an old one.
func (s *Sim) hex(n int) string {
	s.sequence++
	sum := sha256.Sum256(fmt.Appendf(nil, "%d/%d/%s", s.started, s.sequence, s.team.ID))
	return hex.EncodeToString(sum[:])[:n]
}

// nextTS returns the timestamp of a new message: calendar seconds and
// microseconds, later than each one before even while the calendar stands still.
func (s *Sim) nextTS() string {
	micro := s.opts.Now().UnixMicro()
	if micro <= s.lastMicro {
		micro = s.lastMicro + 1
	}
	s.lastMicro = micro
	return tsOf(micro)
}

func tsOf(micro int64) string { return fmt.Sprintf("%d.%06d", micro/1e6, micro%1e6) }

// microOf reads a timestamp such as "1730538000.000001".
func microOf(ts string) (int64, bool) {
	seconds, fraction, ok := strings.Cut(ts, ".")
	if !ok || len(fraction) != 6 {
		return 0, false
	}
	sec, err := strconv.ParseUint(seconds, 10, 40)
	if err != nil {
		return 0, false
	}
	micro, err := strconv.ParseUint(fraction, 10, 32)
	if err != nil {
		return 0, false
	}
	return int64(sec)*1e6 + int64(micro), true
}
