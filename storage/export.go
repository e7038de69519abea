package storage

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"time"
	"unicode/utf8"

	"kmsguard/guard"
)

// line is one entry of an export. Data that is compact JSON is shown as such,
// so that people and jq can read it; any other data is base64.
type line struct {
	Seq     uint64          `json:"seq"`
	At      time.Time       `json:"at"`
	Stream  string          `json:"stream"`
	Version uint64          `json:"version"`
	Data    json.RawMessage `json:"data,omitempty"`
	Base64  []byte          `json:"base64,omitempty"`
	Hash    Hash            `json:"hash"`
}

// Export writes entries as JSON Lines, one entry a line, and returns the last
// one written as head. What it writes is what ReadExport reads.
func Export(w io.Writer, entries iter.Seq2[Entry, error]) (Head, error) {
	head := Head{Hash: Genesis}
	buffered := bufio.NewWriter(w)
	for e, err := range entries {
		if err != nil {
			return head, errors.Join(err, buffered.Flush())
		}
		if _, err := buffered.Write(exportLine(e)); err != nil {
			return head, exportError(err)
		}
		head = Head{Seq: e.Seq, Hash: e.Hash}
	}
	if err := buffered.Flush(); err != nil {
		return head, exportError(err)
	}
	return head, nil
}

func exportError(err error) error {
	return &guard.Error{Op: "storage.Export", Kind: guard.Unavailable, Err: err}
}

func exportLine(e Entry) []byte {
	l := line{Seq: e.Seq, At: e.At, Stream: e.Stream, Version: e.Version, Hash: e.Hash}
	var compact bytes.Buffer
	if utf8.Valid(e.Data) && json.Compact(&compact, e.Data) == nil && bytes.Equal(compact.Bytes(), e.Data) {
		l.Data = e.Data
	} else {
		l.Base64 = e.Data
	}
	var out bytes.Buffer
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(l); err != nil {
		panic("storage: a line of plain fields cannot be encoded: " + err.Error())
	}
	return out.Bytes()
}

// ReadExport reads what Export wrote, strictly: a line that Export would have
// written otherwise, by so much as a space or an unknown field, is an error of
// kind Invalid that names the line and ends the reading. The entries still have to be
// verified.
func ReadExport(ctx context.Context, r io.Reader) iter.Seq2[Entry, error] {
	return func(yield func(Entry, error) bool) {
		buffered := bufio.NewReaderSize(r, 64<<10)
		for number := 1; ; number++ {
			text, err := buffered.ReadBytes('\n')
			if errors.Is(err, io.EOF) && len(text) == 0 {
				return
			}
			e, err := readLine(text, err, ctx.Err())
			if err != nil {
				yield(Entry{}, importError(number, err))
				return
			}
			if !yield(e, nil) {
				return
			}
		}
	}
}

func readLine(text []byte, failures ...error) (Entry, error) {
	if err := errors.Join(failures...); err != nil {
		return Entry{}, err
	}
	var l line
	if err := json.Unmarshal(text, &l); err != nil {
		return Entry{}, err
	}
	e := Entry{Seq: l.Seq, At: l.At.UTC(), Stream: l.Stream, Version: l.Version, Data: l.Data, Hash: l.Hash}
	if l.Data == nil {
		e.Data = l.Base64
	}
	if !representable(e.At) {
		return Entry{}, errors.New("the time is outside the years 1970 to 2261")
	}
	if reason := nameFault("stream", e.Stream); reason != "" {
		return Entry{}, errors.New(reason)
	}
	e.record = encodeRecord(e)
	if !bytes.Equal(exportLine(e), text) {
		return Entry{}, fmt.Errorf("it is not written as an export writes it: %.80q", text)
	}
	return e, nil
}

func importError(number int, err error) error {
	kind := guard.Invalid
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		kind = guard.Unavailable
	}
	if errors.Is(err, io.EOF) {
		err = errors.New("the last line is cut short")
	}
	return &guard.Error{Op: "storage.ReadExport", Subject: fmt.Sprintf("line %d", number), Kind: kind, Err: err,
		Hint: "Export the ledger again; an export is not meant to be edited."}
}
