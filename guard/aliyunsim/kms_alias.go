package aliyunsim

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

func aliasResource(s *Sim, c *call) string {
	return fmt.Sprintf("acs:kms:%s:%s:%s", c.region, s.account, c.str("AliasName"))
}

// createAlias points a new alias at a key.
func createAlias(s *Sim, c *call) (any, *apiError) {
	k, err := s.findMutable(c)
	if err != nil {
		return nil, err
	}
	name := c.str("AliasName")
	if !strings.HasPrefix(name, "alias/") || strings.HasPrefix(name, "alias/acs/") {
		return nil, invalidParameter("AliasName", "must start with alias/, and not with alias/acs/")
	}
	if _, taken := s.keys.byAlias[regional{c.region, name}]; taken {
		return nil, refuse(http.StatusBadRequest, "AliasAlreadyExists", "The alias %s exists already.", name)
	}
	s.keys.point(name, k)
	c.changed()
	return object{}, nil
}

// updateAlias points an alias at another key; only the new key's state counts.
func updateAlias(s *Sim, c *call) (any, *apiError) {
	k, err := s.findMutable(c)
	if err != nil {
		return nil, err
	}
	name := c.str("AliasName")
	old, known := s.keys.byAlias[regional{c.region, name}]
	if !known {
		return nil, aliasNotFound(name)
	}
	s.keys.unpoint(name, old)
	s.keys.point(name, k)
	c.changed()
	return object{}, nil
}

func deleteAlias(s *Sim, c *call) (any, *apiError) {
	name := c.str("AliasName")
	k, known := s.keys.byAlias[regional{c.region, name}]
	switch {
	case !known:
		return nil, aliasNotFound(name)
	case k.isService():
		return nil, s.serviceKeyRefusal()
	}
	c.touches(k.ID)
	s.keys.unpoint(name, k)
	c.changed()
	return object{}, nil
}

func aliasNotFound(name string) *apiError {
	return refuse(http.StatusNotFound, "Forbidden.AliasNotFound", "The specified Alias %s is not found.", name)
}

func (r *keyring) point(name string, k *cmk) {
	k.Aliases = append(slices.Clone(k.Aliases), name)
	r.byAlias[regional{k.Region, name}] = k
}

func (r *keyring) unpoint(name string, k *cmk) {
	k.Aliases = slices.DeleteFunc(slices.Clone(k.Aliases), func(a string) bool { return a == name })
	delete(r.byAlias, regional{k.Region, name})
}
