package guard

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"time"
)

// decision is what people decide on, and nothing else: never times, request
// IDs, names, tags, aliases, last use, severity, counts or calls.
type decision struct {
	Plan         Plan        `json:"plan"`
	Key          decisionKey `json:"key"`
	Audit        string      `json:"audit"` // digest of what it found
	Dispositions []string    `json:"dispositions"`
	Rule         string      `json:"rule"`
}

type decisionKey struct {
	ARN             string    `json:"arn"`
	Ref             KeyRef    `json:"ref"`
	State           KeyState  `json:"state"`
	Spec            string    `json:"spec"`
	Usage           string    `json:"usage"`
	Origin          string    `json:"origin"`
	MaterialExpires time.Time `json:"material_expires"`
	Instance        string    `json:"instance"`
	Protected       bool      `json:"protected"`
}

func (f KeyFacts) decisionKey() decisionKey {
	return decisionKey{
		ARN: f.ARN, Ref: f.Ref, State: f.State, Spec: f.Spec, Usage: f.Usage, Origin: f.Origin,
		MaterialExpires: f.MaterialExpires.UTC(), Instance: f.Instance, Protected: f.Protected,
	}
}

// DecisionDigest returns the hex SHA-256 over what people decide on: the plan,
// the key's facts, the coverage statuses, the set of groups and relations, the
// dispositions and the effective rule. The order of rows does not matter.
func DecisionDigest(plan Plan, a Audit, given map[string]Disposition, ruleDigest string) string {
	return decisionOver(plan, a.Key, auditDigest(a), given, ruleDigest)
}

func decisionOver(plan Plan, key KeyFacts, audit string, given map[string]Disposition, rule string) string {
	d := decision{Plan: plan, Key: key.decisionKey(), Audit: audit, Dispositions: []string{}, Rule: rule}
	for k, v := range given {
		d.Dispositions = append(d.Dispositions, k+"="+string(v.Kind))
	}
	slices.Sort(d.Dispositions)
	return digestOf(d)
}

func groupOf(d Dependency) string { return DispositionKey(d) + "/" + d.Relation }

// EvidenceDigest returns the hex SHA-256 over everything that an audit saw, for the record.
func EvidenceDigest(a Audit) string { return digestOf(a) }

// Digest returns the hex SHA-256 over the rule.
func (r Rule) Digest() string { return digestOf(r) }

// digestOf hashes a value through its JSON, which is deterministic: fields in
// order of declaration, map keys sorted. The values hashed here are plain data,
// for which encoding cannot fail.
func digestOf(v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		panic("guard: digest of a value that is not plain data: " + err.Error())
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
