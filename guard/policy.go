package guard

import "time"

// Policy says who may do what to which key, after which statements. It is
// parsed from a file by package policyfile; Digest is over the whole file.
type Policy struct {
	Digest     string        `json:"digest"`
	Rescuers   People        `json:"rescuers"`             // may rescue every key, matched by a rule or not
	Escalation string        `json:"escalation,omitempty"` // channel for the last reminders
	Rules      []Rule        `json:"rules"`                // first match wins, no match: nobody may
	Reminders  []Offset      `json:"reminders,omitempty"`  // before the end of a pending window; nil: DefaultReminders
	AuditAge   time.Duration `json:"audit_age,omitempty"`  // how old an audit may be at execution; 0: DefaultAuditAge
}

// Match selects keys. An empty list matches everything; all lists must match.
type Match struct {
	Accounts []string          `json:"accounts,omitempty"`
	Regions  []string          `json:"regions,omitempty"`
	Keys     []string          `json:"keys,omitempty"`
	Tags     map[string]string `json:"tags,omitempty"`
}

// Rule is the policy of the keys that it matches.
type Rule struct {
	Name          string            `json:"name"`
	Match         Match             `json:"match"`
	Channel       string            `json:"channel"` // ID of the channel in which its threads live
	Requesters    People            `json:"requesters"`
	Approvers     People            `json:"approvers"`
	Readers       People            `json:"readers"`
	MinWindowDays int               `json:"min_window_days"`
	MaxWindowDays int               `json:"max_window_days"`
	ReasonPattern string            `json:"reason_pattern,omitempty"` // RE2; the reason must match it
	BlockInUse    bool              `json:"block_in_use"`             // refuse a delete while anything is in use now
	Demands       map[Action]Demand `json:"demands"`
}

// Demand is what one action needs before it is carried out.
type Demand struct {
	Statements       []int `json:"statements"`         // ascending, of 1 to 5
	Approvers        int   `json:"approvers"`          // distinct people at least
	RequesterConfirm bool  `json:"requester_confirms"` // the requester may be one of them
	OnePress         bool  `json:"one_press"`          // all statements in one modal, as boxes to tick
}

// Offset is a point before the end of a pending window: a length of time, or
// half of the window where Half is set.
type Offset struct {
	Before time.Duration `json:"before,omitempty"`
	Half   bool          `json:"half,omitempty"`
}
