package aliyun

import (
	"fmt"
	"slices"
	"strings"

	"kmsguard/guard"
)

// isKey reports whether a resource's reference means the audited key. Resources
// name keys by ID, by ARN or by alias; an alias belongs to the region of the
// key that the resource uses. IDs are compared with case. A reference in
// another form is an error: it might mean the key.
func (a *audit) isKey(reference, region string) (bool, error) {
	if !strings.ContainsAny(reference, ":/") {
		return reference == a.key.Ref.ID, nil
	}
	name, err := guard.ParseKeyName(reference)
	switch {
	case err != nil && !strings.HasPrefix(reference, "acs:kms:"):
		return false, &guard.Error{Op: "aliyun.isKey", Kind: guard.Incomplete, Err: fmt.Errorf("a key is named %q, in a form that is not known", reference)}
	case err != nil:
		return a.isOddARN(reference)
	case name.Alias == "":
		return name.ID == a.key.Ref.ID, nil
	}
	if name.Region != "" {
		region = name.Region
	}
	return region == a.key.Ref.Region && (name.Account == "" || name.Account == a.key.Ref.Account) && slices.Contains(a.key.Aliases, name.Alias), nil
}

// isOddARN compares an ARN whose ID has a form of its own.
func (a *audit) isOddARN(reference string) (bool, error) {
	_, id, ok := strings.Cut(reference, ":key/")
	if !ok || strings.ContainsAny(id, ":/") {
		return false, &guard.Error{Op: "aliyun.isKey", Kind: guard.Incomplete, Err: fmt.Errorf("a key is named %q, in a form that is not known", reference)}
	}
	return id == a.key.Ref.ID, nil
}

// carries is isKey for comparing passes over a list that moves: what cannot be
// understood counts as carrying the key.
func (a *audit) carries(reference, region string) bool {
	is, err := a.isKey(reference, region)
	return is || err != nil
}
