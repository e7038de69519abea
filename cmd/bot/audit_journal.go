package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"os"
	"sync"

	"kmsguard/guard"
	"kmsguard/guard/aliyun"
)

// journal keeps in a file what an audit has read: a line of JSON for each list.
// A line that was cut off is not there.
type journal struct {
	path string

	mu      sync.Mutex
	file    *os.File
	entries map[string]json.RawMessage
}

type journalLine struct {
	Name  string          `json:"name"`
	Entry json.RawMessage `json:"entry"`
}

// openJournal opens the file at a path, and makes it where it is not there; none
// for an empty path. It holds what the account uses and is for its owner alone.
func openJournal(path string) (*journal, error) {
	if path == "" {
		return nil, nil
	}
	j := &journal{path: path, entries: map[string]json.RawMessage{}}
	text, err := os.ReadFile(path) //nolint:gosec // the path is the operator's own argument
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, j.failed(err)
	}
	whole := j.read(text)
	if len(text) > 0 && whole == 0 {
		return nil, &guard.Error{Op: "audit", Subject: path, Kind: guard.Invalid, Err: errors.New("the file is there and holds no audit that was begun"), Hint: "Name another file for --resume."}
	}
	if j.file, err = os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600); err != nil { //nolint:gosec // the same
		return nil, j.failed(err)
	}
	// What was cut off is written over.
	if err = j.file.Truncate(int64(whole)); err == nil {
		_, err = j.file.Seek(0, io.SeekEnd)
	}
	if err != nil {
		return nil, errors.Join(j.failed(err), j.file.Close())
	}
	return j, nil
}

// read takes the lines of a file in, and returns how many bytes of it are whole.
func (j *journal) read(text []byte) (whole int) {
	lines := bufio.NewReader(bytes.NewReader(text))
	for {
		raw, err := lines.ReadBytes('\n')
		var line journalLine
		if err != nil || json.Unmarshal(raw, &line) != nil || line.Name == "" {
			return whole
		}
		j.entries[line.Name] = line.Entry
		whole += len(raw)
	}
}

func (j *journal) failed(err error) error {
	return &guard.Error{Op: "audit", Subject: j.path, Kind: guard.Invalid, Err: err, Hint: "Name a file for --resume that can be written."}
}

// orNone is the journal as the client of the cloud takes it.
func (j *journal) orNone() aliyun.Journal {
	if j == nil {
		return nil
	}
	return j
}

// Load returns what was kept under a name.
func (j *journal) Load(name string) ([]byte, bool) {
	j.mu.Lock()
	defer j.mu.Unlock()
	entry, ok := j.entries[name]
	return entry, ok
}

// Keep appends an entry.
func (j *journal) Keep(name string, entry []byte) error {
	line, err := json.Marshal(journalLine{name, entry})
	if err != nil {
		return err
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	_, err = j.file.Write(append(line, '\n'))
	return err
}

// End does nothing: the file is of one sweep, and close says what becomes of it.
func (*journal) End([]string, bool) {}

// close ends the journal. One of an audit that is done is of no more use.
func (j *journal) close(done bool) error {
	if j == nil {
		return nil
	}
	err := j.file.Close()
	if done && err == nil {
		err = os.Remove(j.path)
	}
	if err != nil {
		return j.failed(err)
	}
	return nil
}
