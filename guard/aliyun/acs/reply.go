package acs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"kmsguard/guard"
)

// Reply is a positive answer of the cloud: a status of 2xx and a whole JSON
// object that carries a request ID.
type Reply struct {
	Status    int
	RequestID string
	Date      time.Time // the cloud's time, to the second; zero where it was not told
	Body      []byte
	action    string
}

// Decode reads the body into v, a pointer to a struct. A field that is absent
// leaves v as it is, so ask for a pointer where absence must be told from zero.
// A field of another type is guard.Incomplete: an answer that is not understood
// proves nothing.
func (r Reply) Decode(v any) error {
	if err := decodeObject(r.Body, v); err != nil {
		return &guard.Error{
			Op:      r.action,
			Subject: "reply " + r.RequestID,
			Kind:    guard.Incomplete,
			Hint:    "The cloud's answer has changed its form; report it with the request ID.",
			Err:     err,
		}
	}
	return nil
}

// decodeObject reads exactly one JSON object. Its errors name a field and a
// type, never the text of the body.
func decodeObject(body []byte, v any) error {
	d := json.NewDecoder(bytes.NewReader(body))
	if err := d.Decode(v); err != nil {
		if wrong := (*json.UnmarshalTypeError)(nil); errors.As(err, &wrong) {
			return fmt.Errorf("the field %q is not a %s", wrong.Field, wrong.Type)
		}
		if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) || errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return errors.New("the reply is not JSON, or was cut off")
		}
		return errors.New("a field of the reply has a form that is not understood")
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("the reply has something after its JSON object")
	}
	return nil
}

// rpcDocument is the form of replies of the RPC style. It compares names of fields
// exactly, as encoding/json does not: a proxy that answers {"code": …} in front
// of the cloud is not the cloud.
func rpcDocument(x *exchange) (document, error) {
	var fields map[string]json.RawMessage
	if err := decodeObject(x.body, &fields); err != nil {
		return document{}, err
	}
	if fields == nil {
		return document{}, errors.New("the reply is not a JSON object")
	}
	var d document
	for name, into := range map[string]*string{"RequestId": &d.RequestID, "Code": &d.Code, "Message": &d.Message} {
		raw, ok := fields[name]
		if !ok {
			continue
		}
		if err := json.Unmarshal(raw, into); err != nil {
			*into = ""
		}
	}
	if d.RequestID == "" {
		return d, errors.New("the reply carries no request ID, so the cloud did not write it")
	}
	return d, nil
}
