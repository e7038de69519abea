package main

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"os"
)

// sumLength is how long the checksum of a line is, in letters.
const sumLength = 2 * sha256.Size

// open reads the file and leaves it as long as its lines are whole.
func (u *unfinished) open() (err error) {
	if u.file, err = os.OpenFile(u.path, os.O_RDWR|os.O_CREATE, 0o600); err != nil {
		return err
	}
	info, err := u.file.Stat()
	if err == nil {
		err = u.file.Chmod(0o600) // it may have been copied here
	}
	if err != nil {
		return err
	}
	if info.Size() > 0 && !u.read(info.Size()) {
		return u.begin()
	}
	if u.size == 0 || len(u.places) == 0 {
		return u.begin()
	}
	return u.file.Truncate(u.size)
}

// begin leaves nothing but the first line.
func (u *unfinished) begin() error {
	u.size, u.places = int64(len(u.head)), map[string]readingAt{}
	if err := u.file.Truncate(0); err != nil {
		return err
	}
	_, err := u.file.WriteAt([]byte(u.head), 0)
	return err
}

// read takes in what the checksums prove. It is false where the file as a whole is
// none of ours; the lines after one that was torn are not looked at.
func (u *unfinished) read(size int64) bool {
	lines := bufio.NewReader(io.NewSectionReader(u.file, 0, size))
	if head, err := lines.ReadString('\n'); err != nil || head != u.head || size > maxAudits {
		u.log.Warn().Str("file", u.path).Msg("it is not what this program keeps of audits, and is begun anew")
		return false
	}
	u.size = int64(len(u.head))
	for u.size < size {
		raw, err := lines.ReadBytes('\n')
		line, bad := readAuditLine(raw)
		if err != nil || bad != nil {
			u.log.Warn().Str("file", u.path).Int64("at", u.size).Int64("bytes", size-u.size).Msg("a line of what audits have read is torn; it and what follows is left out")
			return true
		}
		u.take(line, len(raw))
	}
	return true
}

// take takes a line in that stands at the end of those before.
func (u *unfinished) take(line auditLine, length int) {
	switch {
	case line.Name == "":
		for _, name := range line.Over {
			delete(u.places, name)
		}
	case u.fresh(line.Kept):
		u.places[line.Name] = readingAt{kept: line.Kept, offset: u.size, length: length}
	default: // of no more use
		delete(u.places, line.Name)
	}
	u.size += int64(length)
}

// readAuditLine reads a line if its checksum proves it.
func readAuditLine(raw []byte) (auditLine, error) {
	var line auditLine
	text, whole := bytes.CutSuffix(raw, []byte("\n"))
	if !whole || len(text) <= sumLength || text[sumLength] != ' ' {
		return line, errors.New("the line is not whole")
	}
	body := text[sumLength+1:]
	if sum := sha256.Sum256(body); hex.EncodeToString(sum[:]) != string(text[:sumLength]) {
		return line, errors.New("the checksum of the line is another")
	}
	return line, json.Unmarshal(body, &line)
}

// tidy gives room back: all of it as soon as nothing is kept any more, and else
// when most of it is of no more use.
func (u *unfinished) tidy() {
	if u.file == nil {
		return
	}
	kept := int64(len(u.head))
	for name, at := range u.places {
		if !at.underWay && !u.fresh(at.kept) {
			delete(u.places, name)
			continue
		}
		kept += int64(at.length)
	}
	var err error
	switch {
	case len(u.places) == 0:
		err = u.begin()
	case u.size > 2*kept+tidyAbove:
		err = u.rewrite()
	}
	if err != nil {
		u.without(err)
	}
}

// tidyAbove is how many bytes of no use are not worth a rewrite.
const tidyAbove = 1 << 20

// rewrite writes what is kept into a new file that takes the place of the old one.
func (u *unfinished) rewrite() (err error) {
	next, err := os.OpenFile(u.path+".new", os.O_RDWR|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	places, size := map[string]readingAt{}, int64(len(u.head))
	_, err = next.WriteString(u.head)
	for name, at := range u.places {
		if err != nil {
			break
		}
		_, err = io.Copy(next, io.NewSectionReader(u.file, at.offset, int64(at.length)))
		at.offset = size
		places[name] = at
		size += int64(at.length)
	}
	if err == nil {
		err = os.Rename(next.Name(), u.path)
	}
	if err != nil {
		return errors.Join(err, next.Close(), os.Remove(next.Name()))
	}
	old := u.file
	u.file, u.size, u.places = next, size, places
	return old.Close()
}
