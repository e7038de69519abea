package aliyunsim

import (
	"fmt"
	"net/http"
	"strings"
)

// keyNotFound is KMS's 404 for a key, whatever the reason that it is not there.
func keyNotFound(id string) *apiError {
	return refuse(http.StatusNotFound, "Forbidden.KeyNotFound", "The specified Key %s is not found.", id)
}

// find returns the key that the parameter KeyId names by its ID. An alias or
// ARN is not valid for the calls that use this.
func (s *Sim) find(c *call) (*cmk, *apiError) {
	id := c.str("KeyId")
	switch {
	case strings.HasPrefix(id, "alias/"):
		return nil, refuse(http.StatusBadRequest, "Unsupported.Alias", "Alias is not valid for this api.")
	case strings.Contains(id, ":"):
		return nil, invalidParameter("KeyId", "must be a key ID")
	}
	return s.keyIn(c, id)
}

// findAny returns the key that the parameter KeyId names by ID, alias or ARN.
func (s *Sim) findAny(c *call) (*cmk, *apiError) {
	id := c.str("KeyId")
	if name, ok := aliasOf(id); ok {
		k, found := s.keys.byAlias[regional{c.region, name}]
		if !found {
			return nil, refuse(http.StatusNotFound, "Forbidden.AliasNotFound", "The specified Alias %s is not found.", name)
		}
		return s.keyIn(c, k.ID)
	}
	if !strings.HasPrefix(id, "acs:") {
		return s.keyIn(c, id)
	}
	parts := strings.SplitN(id, ":", 5)
	if len(parts) != 5 || parts[1] != "kms" || !strings.HasPrefix(parts[4], "key/") {
		return nil, invalidParameter("KeyId", "is not a key ID, alias or ARN")
	}
	if parts[2] != c.region {
		return nil, keyNotFound(id)
	}
	if parts[3] != s.account {
		return nil, refuse(http.StatusForbidden, "Forbidden.NoPermission", "This operation is forbidden by permission system.")
	}
	return s.keyIn(c, strings.TrimPrefix(parts[4], "key/"))
}

// aliasOf returns the alias that a KeyId names, by itself or inside an ARN.
func aliasOf(id string) (string, bool) {
	if strings.HasPrefix(id, "alias/") {
		return id, true
	}
	_, name, ok := strings.Cut(id, ":alias/")
	return "alias/" + name, ok && strings.HasPrefix(id, "acs:kms:")
}

// keyIn returns the key of that ID if it lies in the region of the call.
func (s *Sim) keyIn(c *call, id string) (*cmk, *apiError) {
	k, ok := s.keys.byID[id]
	if !ok || k.Region != c.region {
		return nil, keyNotFound(id)
	}
	k.rotateDue(c.now)
	c.touches(k.ID)
	return k, nil
}

// keyResource is the ARN of the key that a call is about, for policies.
func keyResource(s *Sim, c *call) string {
	id := c.str("KeyId")
	if name, ok := aliasOf(id); ok {
		if k := s.keys.byAlias[regional{c.region, name}]; k != nil {
			return s.arn(k)
		}
		return fmt.Sprintf("acs:kms:%s:%s:%s", c.region, s.account, name)
	}
	if strings.HasPrefix(id, "acs:") {
		return id
	}
	return s.keyARN(c.region, id)
}

// kmsResource makes the ARN of a container, such as key or secret.
func kmsResource(container string) func(*Sim, *call) string {
	return func(s *Sim, c *call) string { return fmt.Sprintf("acs:kms:%s:%s:%s", c.region, s.account, container) }
}
