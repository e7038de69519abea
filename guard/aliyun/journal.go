package aliyun

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"kmsguard/guard"
)

// Journal keeps what a sweep has read, so that one that was interrupted goes on
// where it stopped. It is called by several goroutines.
//
// What goes on is as old as its oldest part: what came to depend on a key after
// that part was read is not in it, and guard.DefaultAuditAge bounds for how long.
// It is the same with an audit in one go, whose lists are not read in one moment
// either.
type Journal interface {
	// Load returns what was kept under a name; ok is false if there is nothing
	// that can be used.
	Load(name string) (entry []byte, ok bool)
	// Keep keeps an entry under a name. An error makes the sweep fail.
	Keep(name string, entry []byte) error
	// End says that a sweep which kept its readings under these names is over. If
	// it was interrupted, the next one may go on from them; if not, they are of no
	// more use: who asks again wants to know what has changed since.
	End(names []string, interrupted bool)
}

// kept is a reading that was made wholly, as a journal keeps it.
type kept struct {
	At   time.Time           `json:"at"` // when it began
	Keys map[string]keptPart `json:"keys"`
	// Objects is how many were looked at one by one.
	Objects int `json:"objects,omitempty"`
}

// keptPart is what a reading found for one key.
type keptPart struct {
	Row   guard.Coverage     `json:"row"`
	Found []guard.Dependency `json:"found"`
}

// entry names a reading in the journal: what is read, for which keys as they are
// now, and how thoroughly.
func (s *sweep) entry(r *reading) string {
	h := sha256.New()
	for _, part := range []string{string(r.category.name), r.account.id, r.region, strconv.Itoa(s.purpose.ScanObjects)} {
		h.Write([]byte(part + "\n"))
	}
	for _, f := range r.findings {
		k := f.subject.key
		for _, part := range slices.Concat([]string{k.ARN, string(k.State), k.Usage, k.Instance, k.PrimaryVersion}, k.Aliases) {
			h.Write([]byte(part + "\n"))
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// recall takes a reading from the journal, unless it is too old. An audit that
// uses one is as old as that.
func (s *sweep) recall(r *reading) bool {
	if s.o.Journal == nil {
		return false
	}
	raw, ok := s.o.Journal.Load(s.entry(r))
	var k kept
	if !ok || json.Unmarshal(raw, &k) != nil || len(k.Keys) != len(r.findings) {
		return false
	}
	if age := s.o.Now().Sub(k.At); age < 0 || age > guard.DefaultAuditAge {
		return false
	}
	for _, f := range r.findings {
		if _, ok := k.Keys[f.subject.key.ARN]; !ok {
			return false
		}
	}
	for _, f := range r.findings {
		part := k.Keys[f.subject.key.ARN]
		f.found = part.Found
		f.subject.record(part.Row, part.Found)
		f.subject.resumed(k.At)
	}
	r.turn.used = k.Objects
	return true
}

// keep writes a reading that was made wholly into the journal. One that cannot
// be kept makes the sweep fail: whoever asked to be able to go on could not.
func (s *sweep) keep(r *reading, at time.Time, rows map[string]keptPart) {
	if s.o.Journal == nil {
		return
	}
	for _, part := range rows {
		if part.Row.Status == guard.StatusIncomplete {
			return
		}
	}
	raw, err := json.Marshal(kept{At: at, Keys: rows, Objects: r.turn.used})
	if err == nil {
		err = s.o.Journal.Keep(s.entry(r), raw)
	}
	if err != nil {
		s.notKept.CompareAndSwap(nil, &err)
	}
}

// endJournal tells the journal that the readings were made, or that the sweep ends
// before all of them were.
func (s *sweep) endJournal(todo []*reading, interrupted bool) {
	if s.o.Journal == nil {
		return
	}
	names := make([]string, len(todo))
	for i, r := range todo {
		names[i] = s.entry(r)
	}
	s.o.Journal.End(names, interrupted)
}
