package aliyunsim

import (
	"fmt"
	"strings"
)

// KMSApplication is an application access point: a client of a dedicated
// gateway, whose policies name the keys it may use.
type KMSApplication struct {
	Name     string            `yaml:"name"`
	Region   string            `yaml:"region"`
	Instance string            `yaml:"instance"` // KMS instance; default shared, the gateway of everybody
	Keys     []string          `yaml:"keys"`     // key IDs, or * for all: a policy of its own, policy-of-NAME, says so
	Policies []KMSAccessPolicy `yaml:"policies"`
	Count    int               `yaml:"count"`
}

// KMSAccessPolicy is a permission policy that an access point is bound to.
// Several may name the same one; what it allows is said by the first that does.
type KMSAccessPolicy struct {
	Name      string   `yaml:"name"`
	Resources []string `yaml:"resources"` // key/ID, key/*, secret/NAME or secret/*; or a key's ARN
}

func (a KMSApplication) check() error {
	for _, p := range a.Policies {
		if p.Name == "" || strings.HasPrefix(p.Name, ownPolicyPrefix) {
			return fmt.Errorf("%s has a policy named %q: give it a name that does not begin with %s", a.Name, p.Name, ownPolicyPrefix)
		}
		for _, r := range p.Resources {
			if !startsWith("key/", "secret/", "acs:kms:")(r) {
				return fmt.Errorf("%s has a policy for %q: write resources like key/key-1, key/* or secret/orders", a.Name, r)
			}
		}
	}
	return nil
}

// hasOwn says whether the access point has a policy of its own beside those it
// is bound to.
func (a KMSApplication) hasOwn() bool { return len(a.Keys) > 0 || len(a.Policies) == 0 }

// bound returns the names of its policies, its own first.
func (a KMSApplication) bound() []string {
	names := []string{}
	if a.hasOwn() {
		names = append(names, ownPolicyPrefix+a.Name)
	}
	for _, p := range a.Policies {
		names = append(names, p.Name)
	}
	return names
}

// resources are what the access point's own policy allows.
func (a KMSApplication) resources() []string {
	list := make([]string, len(a.Keys))
	for i, k := range a.Keys {
		list[i] = "key/" + k
	}
	return list
}

// applicationDependents are the keys that the policies of an access point name.
func (t *tables) applicationDependents(a KMSApplication) []Dependent {
	resources := a.resources()
	for _, named := range a.Policies {
		if p, ok := t.sharedPolicy(a.Region, named.Name); ok {
			resources = append(resources, p.policy.Resources...)
		}
	}
	var all []Dependent
	for _, r := range resources {
		key, isKey := strings.CutPrefix(r, "key/")
		detail := "application access point, may use it"
		switch {
		case !isKey && !strings.HasPrefix(r, "acs:"):
			continue
		case key == "*":
			detail = "application access point, may use every key"
		}
		all = append(all, Dependent{Key: key, Detail: detail})
	}
	return all
}
