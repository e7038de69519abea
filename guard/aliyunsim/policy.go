package aliyunsim

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// policy is a RAM policy, session policy or key policy ready to be evaluated.
type policy struct {
	name       string
	text       string // the document as it was written
	statements []statement
}

// statement is one rule of a policy. Exactly one of actions and notActions is
// set, and of resources and notResources.
type statement struct {
	deny         bool
	actions      []string
	notActions   []string
	resources    []string
	notResources []string
	principals   []string // key and trust policies only
	conditions   []condition
}

// policyJSON is the document's form. Unknown fields are refused.
type policyJSON struct {
	Version   string
	Statement []statementJSON
}

type statementJSON struct {
	Sid         string
	Effect      string
	Action      texts
	NotAction   texts
	Resource    texts
	NotResource texts
	Principal   map[string]texts
	Condition   map[string]map[string]texts
}

// texts is a list that JSON may write as a single string; numbers and booleans
// are read as their text.
type texts []string

// UnmarshalJSON reads either form.
func (t *texts) UnmarshalJSON(data []byte) error {
	var one any
	if err := json.Unmarshal(data, &one); err != nil {
		return err
	}
	list, isList := one.([]any)
	if !isList {
		list = []any{one}
	}
	for _, v := range list {
		switch v := v.(type) {
		case string, bool, float64:
			*t = append(*t, fmt.Sprint(v))
		default:
			return fmt.Errorf("%s is neither a text nor a list of texts", data)
		}
	}
	return nil
}

// parsePolicy reads a policy document and refuses what it could not enforce.
func parsePolicy(name, text string) (*policy, error) {
	doc, err := decodePolicy(text)
	if err != nil {
		return nil, fmt.Errorf("policy %s: %w", name, err)
	}
	if doc.Version != "1" {
		return nil, fmt.Errorf("policy %s: Version is %q: the only one is \"1\"", name, doc.Version)
	}
	if len(doc.Statement) == 0 {
		return nil, fmt.Errorf("policy %s: Statement is empty: a policy needs at least one", name)
	}
	p := &policy{name: name, text: text}
	for i, s := range doc.Statement {
		parsed, err := parseStatement(s)
		if err != nil {
			return nil, fmt.Errorf("policy %s: statement %d: %w", name, i+1, err)
		}
		p.statements = append(p.statements, parsed)
	}
	return p, nil
}

func decodePolicy(text string) (policyJSON, error) {
	var doc policyJSON
	d := json.NewDecoder(bytes.NewReader([]byte(text)))
	d.DisallowUnknownFields()
	if err := d.Decode(&doc); err != nil {
		return doc, fmt.Errorf("not a policy document: %w", err)
	}
	if _, err := d.Token(); !errors.Is(err, io.EOF) {
		return doc, errors.New("text after the document: remove it")
	}
	return doc, nil
}

func parseStatement(s statementJSON) (statement, error) {
	out := statement{
		deny:    s.Effect == "Deny",
		actions: s.Action, notActions: s.NotAction,
		resources: s.Resource, notResources: s.NotResource,
	}
	switch {
	case s.Effect != "Allow" && s.Effect != "Deny":
		return out, fmt.Errorf("an Effect is Allow or Deny, not %q", s.Effect)
	case (len(s.Action) == 0) == (len(s.NotAction) == 0):
		return out, errors.New("exactly one of Action and NotAction is needed")
	case len(s.Resource) > 0 && len(s.NotResource) > 0:
		return out, errors.New("one of Resource and NotResource at most is taken")
	case len(s.Principal) == 0 && len(s.Resource) == 0 && len(s.NotResource) == 0:
		return out, errors.New("one of Resource and NotResource is needed")
	}
	for kind, names := range s.Principal {
		for _, n := range names {
			out.principals = append(out.principals, kind+":"+n)
		}
	}
	var err error
	out.conditions, err = parseConditions(s.Condition)
	return out, err
}
