package aliyun

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"kmsguard/guard"
)

// isKey reports whether a resource of an account means the audited key by a
// reference. Resources name keys by ID, by ARN or by alias; an alias belongs to
// the account of the resource and to the region of the key that it uses. IDs are
// compared with case; one that differs in case alone is an error, and so is a
// reference in another form: they might mean the key.
func (k *subject) isKey(reference, region string, in *account) (bool, error) {
	if !strings.ContainsAny(reference, ":/") {
		return k.isID(reference)
	}
	name, err := guard.ParseKeyName(reference)
	switch {
	case err != nil && !strings.HasPrefix(reference, "acs:kms:"):
		return false, oddReference(reference)
	case err != nil:
		return k.isOddARN(reference)
	case name.Alias == "":
		return k.isID(name.ID)
	}
	region, owner := cmp.Or(name.Region, region), cmp.Or(name.Account, in.id)
	return region == k.key.Ref.Region && owner == k.key.Ref.Account && slices.Contains(k.key.Aliases, name.Alias), nil
}

// isID compares an ID.
func (k *subject) isID(id string) (bool, error) {
	if id != k.key.Ref.ID && strings.EqualFold(id, k.key.Ref.ID) {
		return false, &guard.Error{Op: "aliyun.isKey", Kind: guard.Incomplete, Err: fmt.Errorf("a key is named %q, which differs from %s in the case of letters alone", id, k.key.Ref.ID)}
	}
	return id == k.key.Ref.ID, nil
}

func oddReference(reference string) error {
	return &guard.Error{Op: "aliyun.isKey", Kind: guard.Incomplete, Err: fmt.Errorf("a key is named %q, in a form that is not known", reference)}
}

// isOddARN compares an ARN whose ID has a form of its own.
func (k *subject) isOddARN(reference string) (bool, error) {
	_, id, ok := strings.Cut(reference, ":key/")
	if !ok || strings.ContainsAny(id, ":/") {
		return false, oddReference(reference)
	}
	return k.isID(id)
}
