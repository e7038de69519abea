package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"kmsguard/guard"
)

// auditsFile is where a bot keeps, in its data folder, what its audits have read.
const auditsFile = "audits.journal"

// maxAudits bounds the file, in bytes. A list of 100,000 dependents is about 40 MB.
const maxAudits = 256 << 20

// unfinished is what the audits of a bot that have not ended yet have read, in a
// file: after a kill the audits go on from there. Of no use otherwise, it may be
// lost at any time, and a bot that cannot keep it serves without it. It holds what
// the account uses, and no secret.
type unfinished struct {
	path string
	head string // the first line: what the file is, and which program wrote it
	now  func() time.Time
	log  zerolog.Logger

	mu     sync.Mutex
	file   *os.File // nil where it cannot be kept; the log says why
	size   int64
	places map[string]readingAt
}

// readingAt is where the line of a reading is in the file.
type readingAt struct {
	kept   time.Time
	offset int64
	length int
	// underWay says that its sweep is not over: it is for nobody else.
	underWay bool
}

// auditLine is a line of the file: a reading, or the names of those that are of no more use.
type auditLine struct {
	Name  string          `json:"name,omitempty"`
	Kept  time.Time       `json:"kept,omitzero"`
	Entry json.RawMessage `json:"entry,omitempty"`
	Over  []string        `json:"over,omitempty"`
}

// newUnfinished opens the file of a data folder, or begins it anew: where it is
// not there, is no such file, or was written by another program or of another
// account, whose lists this one may read in another way.
func newUnfinished(dir, account string, now func() time.Time, log zerolog.Logger) *unfinished {
	u := &unfinished{
		path: filepath.Join(dir, auditsFile), head: "kmsguard audits 1 " + account + " " + version() + "\n",
		now: now, log: log, places: map[string]readingAt{},
	}
	if err := u.open(); err != nil {
		u.without(err)
	}
	return u
}

// without goes on without a journal.
func (u *unfinished) without(err error) {
	u.log.Warn().Str("file", u.path).Err(err).Msg("what audits have read is not kept: one that is interrupted begins anew")
	if u.file != nil {
		if err := errors.Join(u.file.Close(), os.Remove(u.path)); err != nil {
			u.log.Warn().Str("file", u.path).Err(err).Msg("what audits had read could not be removed")
		}
	}
	u.file, u.size, u.places = nil, 0, map[string]readingAt{}
}

// Load returns what a sweep that was interrupted kept under a name.
func (u *unfinished) Load(name string) ([]byte, bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	at, ok := u.places[name]
	if !ok || at.underWay || !u.fresh(at.kept) {
		return nil, false
	}
	raw := make([]byte, at.length)
	if _, err := u.file.ReadAt(raw, at.offset); err != nil {
		u.without(err)
		return nil, false
	}
	line, err := readAuditLine(raw)
	if err != nil || line.Name != name {
		u.without(errors.New("a line of it has changed since it was written"))
		return nil, false
	}
	return line.Entry, true
}

// fresh says whether anything that was kept at a time can still be used.
func (u *unfinished) fresh(kept time.Time) bool {
	age := u.now().Sub(kept)
	return age >= 0 && age <= guard.DefaultAuditAge
}

// Keep keeps a reading of a sweep that is under way. That it cannot is no failure
// of the sweep: it is made for whoever asked, not for the journal.
func (u *unfinished) Keep(name string, entry []byte) error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.size > maxAudits/2 {
		u.tidy()
	}
	kept := u.now()
	offset, length := u.append(auditLine{Name: name, Kept: kept, Entry: entry})
	if length > 0 {
		u.places[name] = readingAt{kept: kept, offset: offset, length: length, underWay: true}
	}
	return nil
}

// End drops what a sweep kept, or, where it was interrupted, leaves it to the next.
func (u *unfinished) End(names []string, interrupted bool) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if interrupted {
		for _, name := range names {
			if at, ok := u.places[name]; ok {
				at.underWay = false
				u.places[name] = at
			}
		}
		return
	}
	var over []string
	for _, name := range names {
		if _, ok := u.places[name]; ok {
			over = append(over, name)
			delete(u.places, name)
		}
	}
	if len(over) > 0 {
		u.append(auditLine{Over: over})
		u.tidy()
	}
}

// append writes a line and returns where it is; length 0 where it is not.
func (u *unfinished) append(line auditLine) (offset int64, length int) {
	raw, err := json.Marshal(line)
	if err != nil {
		u.without(err)
	}
	if u.file == nil {
		return 0, 0
	}
	sum := sha256.Sum256(raw)
	text := append(append(hex.AppendEncode(nil, sum[:]), ' '), append(raw, '\n')...)
	if u.size+int64(len(text)) > maxAudits {
		u.log.Warn().Str("file", u.path).Int("bytes", len(text)).Msg("a reading of an audit is not kept: there is no more room")
		return 0, 0
	}
	if _, err := u.file.WriteAt(text, u.size); err != nil {
		u.without(err)
		return 0, 0
	}
	offset, length = u.size, len(text)
	u.size += int64(length)
	return offset, length
}

// close closes the file; what it holds stays for the next start.
func (u *unfinished) close() error {
	u.mu.Lock()
	defer u.mu.Unlock()
	if u.file == nil {
		return nil
	}
	err := u.file.Close()
	u.file, u.places = nil, map[string]readingAt{}
	return err
}
