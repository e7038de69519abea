package guard

import (
	"fmt"
	"regexp"
	"strings"
)

// KeyName is what a person typed to name a key: an exact ID or ARN, or an
// alias, which names nothing for certain because it can be pointed elsewhere.
type KeyName struct {
	ID      string // exact key ID, empty for an alias
	Region  string // from an ARN, else empty
	Account string // from an ARN, else empty
	Alias   string // "alias/orders" where an alias was typed
}

// Key IDs are UUIDs (shared keys of the first KMS) or "key-" with a region code
// and random letters and digits (KMS 3.0).
var (
	keyUUID  = regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$`)
	keyKMS3  = regexp.MustCompile(`^key-[a-z0-9]{3,60}$`)
	regionID = regexp.MustCompile(`^[a-z]{2,4}(-[a-z0-9]+)+$`)
	digits   = regexp.MustCompile(`^[0-9]{1,32}$`)
	alias    = regexp.MustCompile(`^alias/[A-Za-z0-9_/-]{1,255}$`)
)

// maxKeyName bounds what is parsed; the longest true ARN is far below it.
const maxKeyName = 512

// ParseKeyName reads a key ID, a key ARN or an alias. The error has kind
// Invalid and says which part is wrong and what a right one looks like.
func ParseKeyName(text string) (KeyName, error) {
	switch {
	case text == "":
		return KeyName{}, badKey(text, "no key is named")
	case len(text) > maxKeyName:
		return KeyName{}, badKey(text[:24]+"…", fmt.Sprintf("it is longer than %d characters", maxKeyName))
	case strings.HasPrefix(text, "acs:"):
		return parseARN(text)
	case strings.HasPrefix(text, "alias/"):
		return parseAlias(text, KeyName{})
	case isKeyID(text):
		return KeyName{ID: text}, nil
	}
	return KeyName{}, badKey(text, "it is neither a key ID, nor a key ARN, nor an alias")
}

func isKeyID(s string) bool { return keyUUID.MatchString(s) || keyKMS3.MatchString(s) }

func parseARN(text string) (KeyName, error) {
	parts := strings.SplitN(text, ":", 5)
	if len(parts) != 5 || parts[1] != "kms" {
		return KeyName{}, badKey(text, "an ARN of a key has the form acs:kms:REGION:ACCOUNT:key/ID")
	}
	name := KeyName{Region: parts[2], Account: parts[3]}
	if !regionID.MatchString(name.Region) {
		return KeyName{}, badKey(text, fmt.Sprintf("%q is not a region", name.Region))
	}
	if !digits.MatchString(name.Account) {
		return KeyName{}, badKey(text, fmt.Sprintf("%q is not an account ID", name.Account))
	}
	if strings.HasPrefix(parts[4], "alias/") {
		return parseAlias(parts[4], name)
	}
	id, ok := strings.CutPrefix(parts[4], "key/")
	if !ok || !isKeyID(id) {
		return KeyName{}, badKey(text, fmt.Sprintf("%q is not key/ID", parts[4]))
	}
	name.ID = id
	return name, nil
}

func parseAlias(text string, name KeyName) (KeyName, error) {
	if !alias.MatchString(text) {
		return KeyName{}, badKey(text, "an alias is alias/ and letters, digits, _, / and -")
	}
	name.Alias = text
	return name, nil
}

func badKey(text, why string) error {
	return &Error{
		Op: "guard.ParseKeyName", Subject: fmt.Sprintf("%q", text), Kind: Invalid, Err: fmt.Errorf("%s", why),
		Hint: "Name the key by its exact ID, such as key-hzz650a1b2c3d4e5f6g7h.",
	}
}

// ValidRegion reports whether text has the form of a region ID.
func ValidRegion(text string) bool { return len(text) <= 40 && regionID.MatchString(text) }

// Stream returns the name of the key's stream of events. That of no key is the
// ledger's own.
func (r KeyRef) Stream() Stream {
	if r == (KeyRef{}) {
		return LedgerStream
	}
	return Stream("key/" + r.Account + "/" + r.Region + "/" + r.ID)
}

// ARN returns the key's resource name.
func (r KeyRef) ARN() string { return "acs:kms:" + r.Region + ":" + r.Account + ":key/" + r.ID }

// String names the key for errors and logs.
func (r KeyRef) String() string { return r.ID + " in " + r.Region }

// Key returns the key whose stream this is; ok is false for other streams.
func (s Stream) Key() (ref KeyRef, ok bool) {
	parts := strings.Split(string(s), "/")
	if len(parts) != 4 || parts[0] != "key" || parts[1] == "" || parts[2] == "" || parts[3] == "" {
		return KeyRef{}, false
	}
	return KeyRef{Account: parts[1], Region: parts[2], ID: parts[3]}, true
}

// ServiceManaged reports whether a cloud service made the key for itself: such
// a key can be neither disabled, nor deleted, nor rotated. The creator of a
// customer's key is an account, which is digits; a service's is its code.
func (f KeyFacts) ServiceManaged() bool {
	if f.Creator != "" && !digits.MatchString(f.Creator) {
		return true
	}
	for _, a := range f.Aliases {
		if strings.HasPrefix(a, "alias/acs/") {
			return true
		}
	}
	return false
}
