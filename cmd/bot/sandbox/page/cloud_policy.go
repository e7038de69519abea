package page

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
)

// grant is a RAM policy as far as it can be summed up.
type grant struct {
	Version   string
	Statement []struct {
		Effect    string
		Action    texts
		Resource  texts
		Condition map[string]map[string]texts
	}
}

// texts is one text or several: RAM takes either.
type texts []string

// UnmarshalJSON reads either form, and refuses one that says nothing.
func (t *texts) UnmarshalJSON(b []byte) error {
	var one string
	if json.Unmarshal(b, &one) == nil {
		*t = texts{one}
	} else if err := json.Unmarshal(b, (*[]string)(t)); err != nil {
		return err
	}
	if len(*t) == 0 || slices.Contains(*t, "") {
		return errors.New("it names nothing")
	}
	return nil
}

// reading is how a policy is put into words: for whom, and about which key.
type reading struct {
	zone *time.Location
	day  time.Time // a time of this day is given without its date
	key  string    // ID of what is called "this key"; empty: none is
}

// sum is a policy in one sentence's worth of words. A policy with a part that is
// not understood is not summed up, or it would seem narrower than it is.
func (r reading) sum(policy string) (words string, ok bool) {
	var g grant
	d := json.NewDecoder(strings.NewReader(policy))
	d.DisallowUnknownFields()
	if d.Decode(&g) != nil {
		return "", false
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return "", false
	}
	var may, never []string
	for _, s := range g.Statement {
		if len(s.Action) == 0 || len(s.Resource) == 0 {
			return "", false
		}
		part := listed(s.Action, anyAction) + " on " + listed(s.Resource, r.resource) + r.conditions(s.Condition)
		switch s.Effect {
		case "Allow":
			may = append(may, "call "+part)
		case "Deny":
			never = append(never, "never "+part)
		default:
			return "", false
		}
	}
	if len(may) == 0 {
		return "do nothing", true
	}
	return strings.Join(append(may, never...), "; ") + "; nothing else", true
}

// listed joins words as people do.
func listed(all []string, say func(string) string) string {
	words := make([]string, len(all))
	for i, one := range all {
		words[i] = say(one)
	}
	if last := len(words) - 1; last > 0 {
		return strings.Join(words[:last], ", ") + " and " + words[last]
	}
	return words[0]
}

func anyAction(action string) string {
	if action == "*" {
		return "any action (*)"
	}
	return action
}

// resource says which key an ARN names, acs:kms:REGION:ACCOUNT:key/ID, and quotes
// any other.
func (r reading) resource(arn string) string {
	pieces := strings.Split(arn, ":")
	key, isKey := strings.CutPrefix(pieces[len(pieces)-1], "key/")
	switch {
	case arn == "*":
		return "anything (*)"
	case len(pieces) != 5 || pieces[1] != "kms" || !isKey || strings.Contains(arn, "*"):
		return arn
	case key == r.key:
		return "this key"
	}
	return "key " + key + " in " + pieces[2]
}

// conditions says until when a statement holds, and quotes what else it depends on.
func (r reading) conditions(all map[string]map[string]texts) string {
	var b strings.Builder
	for _, operator := range slices.Sorted(maps.Keys(all)) {
		for _, name := range slices.Sorted(maps.Keys(all[operator])) {
			values := all[operator][name]
			if end, err := time.Parse(time.RFC3339, values[0]); err == nil && len(values) == 1 && operator == "DateLessThan" && name == "acs:CurrentTime" {
				b.WriteString(" until " + r.at(end))
				continue
			}
			fmt.Fprintf(&b, " if %s %s %s", name, operator, strings.Join(values, " or "))
		}
	}
	return b.String()
}

// at is a time in the reader's zone, without what he knows.
func (r reading) at(t time.Time) string {
	t = t.In(r.zone)
	clock := strings.TrimSuffix(t.Format("15:04:05"), ":00")
	if t.Format(time.DateOnly) == r.day.In(r.zone).Format(time.DateOnly) {
		return clock
	}
	return t.Format("2 Jan 2006 ") + clock
}

// indented is a policy as people read it, or as it was sent if it is no JSON.
func indented(policy string) string {
	var v any
	if json.Unmarshal([]byte(policy), &v) != nil {
		return policy
	}
	text, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return policy
	}
	return string(text)
}
