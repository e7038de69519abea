package storage

import (
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"kmsguard/guard"
)

// Batch is what becomes durable together, or not at all.
type Batch struct {
	Stream     string    // empty only where the batch settles an input and nothing else
	After      uint64    // the version of the stream that the caller saw, 0: the stream does not exist
	Generation uint64    // of the lead that the caller holds, 0: none is needed
	At         time.Time // when, by the caller's clock
	Data       [][]byte  // one entry each, may be empty
	Next       time.Time // the stream's next due time; zero: nothing is due
	Handled    string    // ID of the waiting input that this batch settles, may be empty
}

// Validate returns an error of kind Invalid where the batch breaks a limit or
// contradicts itself.
func (b Batch) Validate() error {
	if reason := b.fault(); reason != "" {
		return &guard.Error{Op: "storage.Commit", Subject: b.Stream, Kind: guard.Invalid, Err: fmt.Errorf("batch refused: %s", reason)}
	}
	return nil
}

func (b Batch) fault() string {
	switch {
	case len(b.Data) > MaxBatch:
		return fmt.Sprintf("%d entries, at most %d fit", len(b.Data), MaxBatch)
	case !representable(b.At):
		return "its time is missing or outside the years 1970 to 2261"
	case !b.Next.IsZero() && !representable(b.Next):
		return "its next due time is outside the years 1970 to 2261"
	case len(b.Handled) > MaxName:
		return fmt.Sprintf("the handled ID has %d bytes, at most %d are kept", len(b.Handled), MaxName)
	case b.Stream == "":
		return b.faultWithoutStream()
	case b.After == 0 && len(b.Data) == 0:
		return "it has no entries, for a stream that has none yet"
	}
	for i, d := range b.Data {
		if len(d) > MaxData {
			return fmt.Sprintf("entry %d has %d bytes, at most %d are kept", i+1, len(d), MaxData)
		}
	}
	return nameFault("stream", b.Stream)
}

func (b Batch) faultWithoutStream() string {
	switch {
	case len(b.Data) > 0 || b.After > 0 || !b.Next.IsZero():
		return "it names no stream"
	case b.Handled == "":
		return "it is empty"
	}
	return ""
}

// Input is something that arrived from outside and waits to be handled.
type Input struct {
	ID   string    // unique to the delivery; the same again is a repetition
	At   time.Time // when it arrived
	Data []byte
}

// Validate returns an error of kind Invalid where the input breaks a limit.
func (in Input) Validate() error {
	reason := nameFault("ID", in.ID)
	switch {
	case len(in.Data) > MaxInput:
		reason = fmt.Sprintf("it has %d bytes, at most %d are kept", len(in.Data), MaxInput)
	case !representable(in.At):
		reason = "its time is missing or outside the years 1970 to 2261"
	}
	if reason == "" {
		return nil
	}
	return &guard.Error{Op: "storage.Accept", Subject: in.ID, Kind: guard.Invalid, Err: fmt.Errorf("input refused: %s", reason)}
}

// nameFault says what is wrong with a name that becomes part of a key. NUL
// separates the parts of keys and is refused with the other control bytes.
func nameFault(what, name string) string {
	switch {
	case name == "":
		return "its " + what + " is empty"
	case len(name) > MaxName:
		return fmt.Sprintf("its %s has %d bytes, at most %d are kept", what, len(name), MaxName)
	case !utf8.ValidString(name):
		return "its " + what + " is not UTF-8"
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f }):
		return "its " + what + " contains a control character"
	}
	return ""
}

// representable says whether a time survives being kept as nanoseconds since
// 1970 in 64 bits, in an order that a store can sort by.
func representable(t time.Time) bool {
	return t.Unix() >= 0 && t.Year() <= 2261
}
