package aliyunsim

import (
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// World is what exists in the simulated account when it starts: the part
// `cloud:` of a world file. Unknown fields are errors for a strict decoder.
type World struct {
	Account        string            `yaml:"account"`         // account ID, 16 digits
	Regions        []string          `yaml:"regions"`         // enabled regions; default: those that the world names, else cn-hangzhou
	Latency        Duration          `yaml:"latency"`         // added to every reply, in real time, a refusal by quota too
	ServiceLatency Duration          `yaml:"service_latency"` // added after that to every reply but a refusal by quota: the product at work
	TrailDelay     *Duration         `yaml:"trail_delay"`     // until an event can be looked up, in calendar time; default 10m
	Principals     []Principal       `yaml:"principals"`
	Keys           []Key             `yaml:"keys"`
	Resources      Resources         `yaml:"resources"`
	Quotas         map[string]string `yaml:"quotas"` // by API or group, as "50/s", "100/m" or "50/h"; else the documented ones
	Faults         []Fault           `yaml:"faults"`
	Members        []Member          `yaml:"members"`   // further accounts
	Directory      bool              `yaml:"directory"` // the account manages a Resource Directory with the members in it
	Settings       Settings          `yaml:"settings"`
}

// Principal is an access key of a RAM user, or a role. Exactly one of
// AccessKey and Role is set.
type Principal struct {
	AccessKey  string      `yaml:"access_key"`
	Secret     string      `yaml:"secret"`
	User       string      `yaml:"user"`        // the RAM user that holds the access key
	Inactive   bool        `yaml:"inactive"`    // the access key is switched off
	Role       string      `yaml:"role"`        // role name
	Trusts     []string    `yaml:"trusts"`      // who may assume the role: users, by name or ARN, or everybody of an account, by its ID
	MaxHours   int         `yaml:"max_hours"`   // longest session of the role; default 1, the cloud's own default
	Policies   []PolicyRef `yaml:"policies"`    // what it may do; nothing else is allowed
	ExternalID string      `yaml:"external_id"` // demanded of AssumeRole when set
}

// PolicyRef names a RAM policy, or carries one: in YAML either a name alone or
// {name: …, document: …}, where document is a mapping or its JSON text.
type PolicyRef struct {
	Name     string
	Document string // JSON text; empty: looked up by name
}

// UnmarshalYAML reads either form.
func (p *PolicyRef) UnmarshalYAML(decode func(any) error) error {
	if decode(&p.Name) == nil {
		return nil
	}
	var inline struct {
		Name     string   `yaml:"name"`
		Document document `yaml:"document"`
	}
	if err := decode(&inline); err != nil {
		return err
	}
	if inline.Name == "" || inline.Document == "" {
		return errors.New("an inline policy needs both fields: {name: my-policy, document: {Version: \"1\", Statement: [...]}}")
	}
	p.Name, p.Document = inline.Name, string(inline.Document)
	return nil
}

// document is JSON text that YAML may write as a mapping.
type document string

// UnmarshalYAML takes a string as it is and turns a mapping into JSON.
func (d *document) UnmarshalYAML(decode func(any) error) error {
	var v any
	if err := decode(&v); err != nil {
		return err
	}
	if text, ok := v.(string); ok {
		*d = document(text)
		return nil
	}
	text, err := json.Marshal(v)
	if err != nil {
		return fmt.Errorf("document cannot be written as JSON: %w", err)
	}
	*d = document(text)
	return nil
}

// Key is a KMS key as the world file writes it.
type Key struct {
	ID           string            `yaml:"id"`
	Region       string            `yaml:"region"`
	State        string            `yaml:"state"`      // Enabled (default), Disabled, PendingDeletion or PendingImport
	DeletesAt    time.Time         `yaml:"deletes_at"` // with PendingDeletion only
	Description  string            `yaml:"description"`
	Aliases      []string          `yaml:"aliases"`                // each with its prefix alias/
	Protection   bool              `yaml:"protection"`             // deletion protection
	ProtectionBy string            `yaml:"protection_description"` // why it is protected
	Origin       string            `yaml:"origin"`                 // Aliyun_KMS (default) or EXTERNAL
	Spec         string            `yaml:"spec"`                   // default Aliyun_AES_256
	Usage        string            `yaml:"usage"`                  // ENCRYPT/DECRYPT or SIGN/VERIFY; default by spec
	Level        string            `yaml:"level"`                  // SOFTWARE (default) or HSM
	Creator      string            `yaml:"creator"`                // a service code such as OSS makes it a service key; default: the account
	Instance     string            `yaml:"instance"`               // kst-… of the KMS instance that holds it
	CreatedAt    time.Time         `yaml:"created_at"`             // default: a year before the world starts
	ExpiresAt    time.Time         `yaml:"material_expires_at"`    // imported material only
	Rotation     Duration          `yaml:"rotation"`               // interval of automatic rotation; zero: off
	RotatedAt    time.Time         `yaml:"rotated_at"`             // newest version; default: created_at
	Versions     int               `yaml:"versions"`               // default 1
	Policy       document          `yaml:"policy"`                 // key policy; default: the account's administrators
	Tags         map[string]string `yaml:"tags"`
	Uses         []Use             `yaml:"uses"`
	Count        int               `yaml:"count"` // makes so many, with numbered IDs and no aliases
}

// Use is a past event of a key, written into the trail.
type Use struct {
	At    time.Time `yaml:"at"`
	Event string    `yaml:"event"` // the API name: Decrypt, GenerateDataKey, …
	By    string    `yaml:"by"`    // ARN of who did it
	Code  string    `yaml:"code"`  // error code of a refused use
}
