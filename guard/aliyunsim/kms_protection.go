package aliyunsim

import "strings"

// protectedResource is the ARN of the key that SetDeletionProtection is about.
func protectedResource(s *Sim, c *call) string {
	if arn := c.str("ProtectedResourceArn"); arn != "" {
		return arn
	}
	return s.keyARN(c.region, c.str("KeyId"))
}

// setDeletionProtection takes the key as ARN, or in its newer form by ID.
func setDeletionProtection(s *Sim, c *call) (any, *apiError) {
	on, err := c.boolean("EnableDeletionProtection")
	if err != nil {
		return nil, err
	}
	arn, id := c.str("ProtectedResourceArn"), c.str("KeyId")
	if (arn == "") == (id == "") {
		return nil, missingParameter("ProtectedResourceArn")
	}
	if arn != "" {
		var ok bool
		if id, ok = strings.CutPrefix(arn, s.keyARN(c.region, "")); !ok {
			return nil, invalidParameter("ProtectedResourceArn", "must be the ARN of a key in this region")
		}
	}
	k, err := s.keyIn(c, id)
	switch {
	case err != nil:
		return nil, err
	case k.isService():
		return nil, s.serviceKeyRefusal()
	}
	if err := s.meets(c.action.name, k); err != nil {
		return nil, err
	}
	if k.Protection != on {
		k.Protection = on
		c.changed()
	}
	k.ProtectionBy = c.str("DeletionProtectionDescription")
	return object{}, nil
}
