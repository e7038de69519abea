package guard

import "time"

// Stream names one append-only sequence of events. A key is a stream:
// "key/ACCOUNT/REGION/ID".
type Stream string

// KeyRef is the identity of a key: always its exact ID, never an alias.
type KeyRef struct {
	Account string `json:"account"`
	Region  string `json:"region"`
	ID      string `json:"id"`
}

// KeyState is the state of a key as the cloud names it, or one of ours for
// what the cloud cannot say.
type KeyState string

// The key states. Alibaba Cloud names the first four; a key that is gone
// answers "not found", which is Deleted only after a deletion that we know of.
const (
	StateEnabled         KeyState = "Enabled"
	StateDisabled        KeyState = "Disabled"
	StatePendingDeletion KeyState = "PendingDeletion"
	StatePendingImport   KeyState = "PendingImport"
	StateDeleted         KeyState = "Deleted"  // not found after a known deletion
	StateNotFound        KeyState = "NotFound" // not found, never seen by us
	StateUnknown         KeyState = "Unknown"  // could not be read, or a state we do not know
)

// KeyFacts is what one DescribeKey, with aliases and tags, said about a key.
type KeyFacts struct {
	Ref             KeyRef            `json:"ref"`
	ARN             string            `json:"arn"`
	State           KeyState          `json:"state"`
	RawState        string            `json:"raw_state,omitempty"` // the cloud's word where State is Unknown
	DeleteDate      time.Time         `json:"delete_date,omitzero"`
	Spec            string            `json:"spec"`
	Usage           string            `json:"usage"`
	Origin          string            `json:"origin"`
	ProtectionLevel string            `json:"protection_level,omitempty"`
	Instance        string            `json:"instance,omitempty"` // KMS instance (kst-…) that holds the key
	MaterialExpires time.Time         `json:"material_expires,omitzero"`
	Protected       bool              `json:"protected"` // deletion protection is on
	Creator         string            `json:"creator"`
	Description     string            `json:"description,omitempty"`
	Aliases         []string          `json:"aliases,omitempty"` // sorted, with the prefix "alias/"
	Tags            map[string]string `json:"tags,omitempty"`
	Created         time.Time         `json:"created,omitzero"`
	Rotation        RotationFacts     `json:"rotation"`
	PrimaryVersion  string            `json:"primary_version,omitempty"`
	Versions        int               `json:"versions,omitempty"` // number of key versions; 0: not read
	ReadAt          time.Time         `json:"read_at"`            // calendar time of the reading
	CloudTime       time.Time         `json:"cloud_time,omitzero"`
	RequestID       string            `json:"request_id,omitempty"`
}

// RotationFacts is what the cloud says about automatic rotation of a key.
type RotationFacts struct {
	Status   string    `json:"status,omitempty"` // Enabled, Disabled, Suspended, or empty
	Interval string    `json:"interval,omitempty"`
	Last     time.Time `json:"last,omitzero"`
	Next     time.Time `json:"next,omitzero"`
}

// Name is what a person calls the key: its first alias, or its description,
// or nothing. It is shown beside the ID, never instead of it.
func (f KeyFacts) Name() string {
	if len(f.Aliases) > 0 {
		return f.Aliases[0]
	}
	return f.Description
}
