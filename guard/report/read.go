package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"kmsguard/guard"
)

// longestJSON bounds what ReadJSON takes, in bytes. An audit with 100,000 dependencies is about 60 MB.
const longestJSON = 512 << 20

// ReadJSON reads an audit that Write wrote as JSON. It takes nothing else: an unknown, repeated or misspelt field,
// text that ends early or goes on, and parts that contradict one another or the digest are errors of kind Invalid,
// because a comparison with half an audit would call what is missing new. So is text that was not valid UTF-8 when
// it was written. An error of the reader has kind Unavailable.
func ReadJSON(r io.Reader) (Finding, error) {
	text, err := io.ReadAll(io.LimitReader(r, longestJSON+1))
	switch {
	case err != nil:
		return Finding{}, &guard.Error{Op: "report.ReadJSON", Kind: guard.Unavailable, Err: err}
	case len(text) > longestJSON:
		return Finding{}, unreadable(fmt.Errorf("it is longer than %d bytes", longestJSON))
	}
	var in auditJSON
	if err := decodeStrictly(text, &in); err != nil {
		return Finding{}, unreadable(err)
	}
	found := Finding{Audit: in.audit(), Decision: in.DecisionDigest}
	if err := errors.Join(in.plain(), in.agrees(found)); err != nil {
		return Finding{}, unreadable(err)
	}
	return found, nil
}

func unreadable(err error) error {
	return &guard.Error{
		Op: "report.ReadJSON", Subject: "an audit as JSON", Kind: guard.Invalid, Err: err,
		Hint: "Name a file that an audit wrote with the format json, as it was written.",
	}
}

// decodeStrictly decodes one JSON value into v and takes only what writing v gives again: every field, once, under
// its own name, with nothing around it. Indentation may differ.
func decodeStrictly(text []byte, v *auditJSON) error {
	d := json.NewDecoder(bytes.NewReader(text))
	d.DisallowUnknownFields()
	switch err := d.Decode(v); {
	case errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF):
		return errors.New("the text ends early")
	case err != nil:
		return err
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return errors.New("the text goes on after the audit")
	}
	var again, was, is bytes.Buffer
	if err := errors.Join(encode(&again, v), json.Compact(&was, text), json.Compact(&is, again.Bytes())); err != nil {
		return err
	}
	if !bytes.Equal(was.Bytes(), is.Bytes()) {
		return errors.New("a field is missing, repeated or written in another way")
	}
	return nil
}

// audit is the audit that was written. What was an empty list is none.
func (in auditJSON) audit() guard.Audit {
	a := guard.Audit{
		Key: in.Key, Purpose: in.Purpose, Started: in.StartedAt, Resumed: in.Resumed, Finished: in.FinishedAt, Calls: in.Calls,
		LastUse: in.LastUse, WasDisabled: in.WasDisabled, NotCovered: slices.Clip(in.Products),
	}
	if len(in.Products) == 0 {
		a.NotCovered = nil
	}
	for _, d := range in.Dependencies {
		a.Dependencies = append(a.Dependencies, guard.Dependency{
			Category: d.Category, Account: d.Account, Region: d.Region, ID: d.ID, Name: d.Name, Severity: d.Severity,
			OnDisable: d.BreaksOnDisable, OnDeletion: d.BreaksOnDeletion, CloudRequestID: d.RequestID,
			Group: d.Group, Relation: d.Relation, Detail: d.Detail, Onset: d.Onset, Owner: d.Owner,
		})
	}
	for _, c := range in.Coverage {
		row := guard.Coverage{
			Category: c.Category, Account: c.Account, Region: c.Region, Status: c.Status, Reason: c.Reason, Population: c.Population,
			Calls: c.Calls, Code: c.Code, Evidence: c.Evidence, Throttled: c.Throttled, Took: c.Took,
		}
		if len(c.Items) > 0 {
			row.Items = c.Items
		}
		a.Coverage = append(a.Coverage, row)
	}
	return a
}

// plain refuses what is none of our words where these stand: they are shown as they are, and must carry no markup.
func (in auditJSON) plain() error {
	words := []string{string(in.KeyState), string(in.Action)}
	for _, d := range in.Dependencies {
		words = append(words, string(d.Category), string(d.Severity), string(d.Onset))
	}
	for _, c := range in.Coverage {
		words = append(words, string(c.Category), string(c.Status))
	}
	for _, w := range words {
		if strings.Trim(w, plainLetters) != "" {
			return fmt.Errorf("%q is no word of an audit", w)
		}
	}
	if d := in.DecisionDigest; d != "" && (len(d) != digestLength || strings.Trim(d, "0123456789abcdef") != "") {
		return errors.New("decision_digest is no digest")
	}
	return nil
}

const (
	// plainLetters are all that categories, severities, statuses, states and actions are made of.
	plainLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 -"
	// digestLength is the length of a SHA-256 in hex digits.
	digestLength = 64
)

// agrees compares what is said twice in the text. A file in which it differs was changed by hand.
func (in auditJSON) agrees(found Finding) error {
	a := found.Audit
	names := make([]string, 0, len(a.NotCovered))
	for _, p := range a.NotCovered {
		names = append(names, p.Name)
	}
	for _, part := range []struct {
		name  string
		equal bool
	}{
		{"key_id", in.KeyID == a.Key.Ref.ID}, {"region", in.Region == a.Key.Ref.Region}, {"account", in.Account == a.Key.Ref.Account},
		{"key_state", in.KeyState == a.Key.State}, {"action", in.Action == a.Purpose.Plan.Action}, {"complete", in.Complete == a.Complete()},
		{"not_covered", slices.Equal(in.NotCovered, names)}, {"evidence_digest", digestFits(a, in.EvidenceDigest)},
	} {
		if !part.equal {
			return fmt.Errorf("%s contradicts the rest of the audit", part.name)
		}
	}
	return nil
}

// digestFits reports whether a digest is that of an audit. A list without entries may have been there or not when the
// digest was made, which the text does not tell.
func digestFits(a guard.Audit, digest string) bool {
	for n := range 1 << 3 {
		try := a
		if n&1 != 0 && len(a.Dependencies) == 0 {
			try.Dependencies = []guard.Dependency{}
		}
		if n&2 != 0 && len(a.Coverage) == 0 {
			try.Coverage = []guard.Coverage{}
		}
		if n&4 != 0 && len(a.NotCovered) == 0 {
			try.NotCovered = []guard.Product{}
		}
		if guard.EvidenceDigest(try) == digest {
			return true
		}
		if len(a.Dependencies) > 0 && len(a.Coverage) > 0 && len(a.NotCovered) > 0 {
			break
		}
	}
	return false
}
