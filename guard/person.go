package guard

import "time"

// Person is what was read of somebody at one time. A field that could not be
// read is not guessed: Unreadable says so, and nothing is allowed to such a person.
type Person struct {
	ID          string    `json:"id"`
	Name        string    `json:"name,omitempty"`
	Unreadable  string    `json:"unreadable,omitempty"` // why the person or a group could not be read
	Bot         bool      `json:"bot,omitempty"`
	Guest       bool      `json:"guest,omitempty"`
	Deactivated bool      `json:"deactivated,omitempty"`
	External    bool      `json:"external,omitempty"` // of another workspace or organisation
	Groups      []string  `json:"groups,omitempty"`   // IDs of the groups that the policy names and that contain this person
	Zone        string    `json:"zone,omitempty"`     // IANA time zone
	ReadAt      time.Time `json:"read_at,omitzero"`
}

// People names persons by user ID or by user group ID.
type People struct {
	Users  []string `json:"users,omitempty"`
	Groups []string `json:"groups,omitempty"`
}

// Channel is what was read of the channel in which a request lives.
type Channel struct {
	ID         string `json:"id"`
	Unreadable string `json:"unreadable,omitempty"`
	Shared     bool   `json:"shared,omitempty"` // shared with another organisation, or about to be
	Archived   bool   `json:"archived,omitempty"`
	Member     bool   `json:"member"` // the bot is in it
}
