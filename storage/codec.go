package storage

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"

	"kmsguard/guard"
)

// EncodeEvent returns the data of an entry: {"kind":…,"event":…}, compact JSON.
// The event is encoded once, in its place: an audit may be 30 MB.
// An event without a row in the table of kinds is an error of kind Internal.
func EncodeEvent(e guard.Event) ([]byte, error) {
	row, known := kindByType[reflect.TypeOf(e)]
	if !known {
		return nil, codecError("storage.EncodeEvent", guard.Internal, fmt.Errorf("events of type %T have no stored name", e))
	}
	data, err := encodeJSON(`{"kind":"`+row.name+`","event":`, e, "}") // names need no escape
	if err != nil {
		return nil, codecError("storage.EncodeEvent", guard.Internal, fmt.Errorf("%s: %w", row.name, err))
	}
	return data, nil
}

// DecodeEvent reads what EncodeEvent wrote. An unknown kind, an unknown field
// and text behind the event are errors of kind Invalid: a program that cannot
// read all of the ledger must not act on a part of it.
func DecodeEvent(data []byte) (guard.Event, error) {
	var env envelope
	if err := decodeStrictly(data, &env); err != nil {
		return nil, codecError("storage.DecodeEvent", guard.Invalid, err)
	}
	row, known := kindByName[env.Kind]
	if !known {
		return nil, codecError("storage.DecodeEvent", guard.Invalid, fmt.Errorf("unknown event kind %.80q", env.Kind))
	}
	e, err := row.decode(env.Event)
	if err != nil {
		return nil, codecError("storage.DecodeEvent", guard.Invalid, fmt.Errorf("%s: %w", row.name, err))
	}
	return e, nil
}

// encodeInput and decodeInput are the same for inputs, which have one type.
func encodeInput(in guard.Input) ([]byte, error) {
	data, err := encodeJSON("", in, "")
	if err != nil {
		return nil, codecError("storage.Accept", guard.Internal, err)
	}
	return data, nil
}

func decodeInput(stored Input) (in guard.Input, err error) {
	if err = decodeStrictly(stored.Data, &in); err == nil && in.ID != stored.ID {
		err = fmt.Errorf("it says that it is input %.80q", in.ID)
	}
	if err != nil {
		return guard.Input{}, codecError("storage.Waiting", guard.Invalid, fmt.Errorf("input %s: %w", stored.ID, err))
	}
	return in, nil
}

// encodeJSON returns JSON between two texts. It leaves <, > and & as they are, so
// that an export reads as it was typed.
func encodeJSON(before string, v any, after string) ([]byte, error) {
	out := text(before)
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(v); err != nil {
		return nil, err
	}
	return append(bytes.TrimSuffix(out, []byte("\n")), after...), nil
}

// text is written to by appending. Unlike a bytes.Buffer it does not clear what it
// is about to fill, which for an event of 30 MB takes as long as encoding it.
type text []byte

func (t *text) Write(p []byte) (int, error) {
	*t = append(*t, p...)
	return len(p), nil
}

// decodeStrictly accepts one JSON object that has no field unknown to v.
func decodeStrictly(data []byte, v any) error {
	if !bytes.HasPrefix(data, []byte("{")) {
		return fmt.Errorf("not a JSON object: %.80q", data)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(v); err != nil {
		return err
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more text behind the JSON object")
	}
	return nil
}

func codecError(op string, kind guard.Kind, err error) error {
	e := &guard.Error{Op: op, Kind: kind, Err: err}
	if kind == guard.Invalid {
		e.Hint = "Run the version of this program that wrote the ledger, or a newer one."
	}
	return e
}
