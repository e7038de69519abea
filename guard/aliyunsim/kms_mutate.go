package aliyunsim

import (
	"net/http"
	"time"
)

// Bounds of PendingWindowInDays. KMS: 7 to 366 days.
const (
	minWindowDays = 7
	maxWindowDays = 366
)

// findMutable returns the key that a call would change, if its kind and state
// allow that.
func (s *Sim) findMutable(c *call) (*cmk, *apiError) {
	k, err := s.find(c)
	switch {
	case err != nil:
		return nil, err
	case k.isService():
		return nil, s.serviceKeyRefusal()
	}
	return k, s.meets(c.action.name, k)
}

func enableKey(s *Sim, c *call) (any, *apiError)  { return setState(s, c, stateEnabled) }
func disableKey(s *Sim, c *call) (any, *apiError) { return setState(s, c, stateDisabled) }

// setState enables or disables a key; on a key that is so already it succeeds
// and changes nothing.
func setState(s *Sim, c *call, state string) (any, *apiError) {
	k, err := s.findMutable(c)
	if err != nil {
		return nil, err
	}
	if k.State != state {
		k.State = state
		c.changed()
	}
	return object{}, nil
}

// scheduleKeyDeletion starts the window at the moment of the call. The answer
// holds no date.
func scheduleKeyDeletion(s *Sim, c *call) (any, *apiError) {
	days, err := c.integer("PendingWindowInDays", 0, minWindowDays, maxWindowDays)
	if err != nil {
		return nil, err
	}
	k, err := s.findMutable(c)
	if err != nil {
		return nil, err
	}
	if k.Protection {
		return nil, refuse(s.settings.ProtectedKeyStatus, s.settings.ProtectedKeyCode, "The key is under deletion protection.")
	}
	k.State, k.deletesAt = statePendingDeletion, c.now.Add(time.Duration(days)*24*time.Hour)
	s.keys.expect(k)
	c.changed()
	return object{}, nil
}

// cancelKeyDeletion leaves the key Enabled, whatever it was before; one without
// imported material goes where the setting says.
func cancelKeyDeletion(s *Sim, c *call) (any, *apiError) {
	k, err := s.findMutable(c)
	if err != nil {
		return nil, err
	}
	k.State, k.deletesAt = stateEnabled, time.Time{}
	if !k.hasMaterial {
		k.State = s.settings.CancelExternal
	}
	c.changed()
	return object{}, nil
}

// deleteKeyMaterial acts at once in every state. A key that waits for its
// deletion goes on waiting.
func deleteKeyMaterial(s *Sim, c *call) (any, *apiError) {
	k, err := s.findMutable(c)
	if err != nil {
		return nil, err
	}
	if k.Origin != originExternal {
		return nil, refuse(http.StatusBadRequest, "Unsupported.Origin", "This action is only for keys with imported material.")
	}
	if k.hasMaterial {
		k.hasMaterial = false
		c.changed()
	}
	if k.State != statePendingDeletion {
		k.State = statePendingImport
	}
	return object{}, nil
}

func updateKeyDescription(s *Sim, c *call) (any, *apiError) {
	k, err := s.findMutable(c)
	if err != nil {
		return nil, err
	}
	k.Description = c.str("Description")
	c.changed()
	return object{}, nil
}
