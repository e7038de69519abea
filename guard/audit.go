package guard

import "time"

// Category is one kind of thing that can depend on a key.
type Category string

// The seven categories that every audit before a destructive action must cover.
const (
	OSS         Category = "oss"
	ECSDisk     Category = "ecs-disk"
	ECSSnapshot Category = "ecs-snapshot"
	RDS         Category = "rds"
	PolarDB     Category = "polardb"
	Certificate Category = "certificate"
	Secret      Category = "secret"
)

// Required lists the categories without which no audit is complete.
func Required() []Category {
	return []Category{OSS, ECSDisk, ECSSnapshot, RDS, PolarDB, Certificate, Secret}
}

// Pseudo-categories of what no listing of resources can show.
const (
	KeyPolicy Category = "key-policy" // whom the key policy admits, other accounts above all
	Gateway   Category = "gateway"    // applications behind a KMS instance's own gateway
	Scope     Category = "scope"      // regions and accounts left out by configuration
)

// Severity says how a dependency is used at the time of the audit.
type Severity string

// Severities, most severe first.
const (
	InUse      Severity = "in use now"
	AtRest     Severity = "at rest"
	Unattached Severity = "unattached"
)

// Dependency is one resource that loses data or service without the key.
type Dependency struct {
	Category       Category `json:"category"`
	Account        string   `json:"account"`
	Region         string   `json:"region"`
	ID             string   `json:"id"`
	Name           string   `json:"name,omitempty"`
	Group          string   `json:"group"`    // resource ID, or the source disk of a snapshot or image
	Relation       string   `json:"relation"` // how the key is used: "default encryption", "TDE", "disk"
	Severity       Severity `json:"severity"`
	OnDisable      string   `json:"breaks_on_disable"`
	OnDeletion     string   `json:"breaks_on_deletion"`
	Onset          Onset    `json:"onset,omitempty"`
	Owner          string   `json:"owner,omitempty"`  // who it belongs to, as its tags say: "team=orders"
	Detail         string   `json:"detail,omitempty"` // what a person needs to find it: "data disk of i-bp1"
	CloudRequestID string   `json:"request_id"`
}

// Onset says when a dependency breaks after the key was disabled.
type Onset string

// Onsets, the earliest first. Empty is not known, and counts as at once.
const (
	AtOnce Onset = "at once"
	Later  Onset = "later" // at the next start, attach or write
)

// CoverageStatus says what is known about one category in one place.
type CoverageStatus string

// Coverage statuses. Only complete and
// not-applicable allow the conclusion that
// what was not listed is not there.
const (
	StatusComplete      CoverageStatus = "complete"
	StatusIncomplete    CoverageStatus = "incomplete"
	StatusNotApplicable CoverageStatus = "not-applicable"
	StatusUnknowable    CoverageStatus = "unknowable"
)

// Coverage is what an audit can say about one category in one account and region.
type Coverage struct {
	Category   Category       `json:"category"`
	Account    string         `json:"account"`
	Region     string         `json:"region"` // empty: account-wide
	Status     CoverageStatus `json:"status"`
	Reason     string         `json:"reason,omitempty"`
	Code       string         `json:"code,omitempty"` // the cloud's error code where incomplete
	Population int            `json:"population"`     // how many things there are to look at where unknowable
	// Items name the things to look at where unknowable, and what is known of each, as far as they can be named.
	Items []string `json:"items,omitempty"`
	// Evidence is what a closer look at the unknowable showed: "4,210 objects in 2 buckets looked at, none under the key".
	Evidence  string        `json:"evidence,omitempty"`
	Calls     int           `json:"calls"`
	Throttled int           `json:"throttled,omitempty"` // calls refused because a quota was used up, and made again
	Took      time.Duration `json:"took,omitempty"`      // from the first call to the last
}

// Product is a cloud product that takes a key but cannot be asked for it.
type Product struct {
	Name string `json:"name"`
	Why  string `json:"why"`
	Open bool   `json:"open"` // known to be in use in this account
}

// Purpose is why an audit is made; it decides how thorough it must be.
type Purpose struct {
	Plan Plan `json:"plan"`
	// ScanObjects is how many objects and versions of OSS are looked at one by one, at most, to find those with a
	// key of their own; 0 looks at none and leaves that unknowable.
	ScanObjects int `json:"scan_objects,omitempty"`
}

// Advice is the assessment of an audit: disable or delete, and why.
type Advice struct {
	DisableFirst bool   `json:"disable_first"`
	Why          string `json:"why"`
}

// Audit is what depends on a key, and what is known of it, at one time.
type Audit struct {
	Key     KeyFacts  `json:"key"`
	Purpose Purpose   `json:"purpose"`
	Started time.Time `json:"started"` // when the oldest part of it began to be read
	// Resumed says that parts of it were read by an audit that was interrupted, since Started.
	Resumed      bool         `json:"resumed,omitempty"`
	Finished     time.Time    `json:"finished"`
	Calls        int          `json:"calls"`
	Dependencies []Dependency `json:"dependencies"` // sorted: category order, severity, region, ID
	Coverage     []Coverage   `json:"coverage"`     // sorted: category order, account, region
	NotCovered   []Product    `json:"not_covered"`
	LastUse      LastUse      `json:"last_use"`
	// WasDisabled says that the trail shows the key Disabled when its pending deletion was scheduled.
	WasDisabled bool `json:"was_disabled,omitempty"`
}

// AsOf is the time from which the age of the audit counts: what came to depend on
// the key after it may be missing. It is when the oldest list began to be read.
// A scan of objects that was made in one go counts from its end, since it may take
// longer than an audit may be old, and no request could ever rest on it.
func (a Audit) AsOf() time.Time {
	if a.Started.IsZero() || a.Purpose.ScanObjects > 0 && !a.Resumed {
		return a.Finished
	}
	return a.Started
}
