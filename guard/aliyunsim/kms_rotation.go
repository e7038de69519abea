package aliyunsim

import (
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Bounds of rotation. KMS: an interval of 7 to 730 days; new versions of an
// asymmetric key at least 7 days apart, and at most 50 of them.
const (
	minRotation   = 7 * 24 * time.Hour
	maxRotation   = 730 * 24 * time.Hour
	minVersionAge = 7 * 24 * time.Hour
	maxVersions   = 50
)

// createKeyVersion makes new material the primary version, for the kinds of
// keys that the setting admits, since the documentation contradicts itself.
func createKeyVersion(s *Sim, c *call) (any, *apiError) {
	k, err := s.findMutable(c)
	if err != nil {
		return nil, err
	}
	if !s.versionable(k) {
		return nil, refuse(http.StatusBadRequest, "Rejected.UnsupportedOperation", "This action is not supported for this kind of key.")
	}
	if isAsymmetric(k.Spec) && (c.now.Sub(k.lastVersion().at) < minVersionAge || len(k.versions) >= maxVersions) {
		return nil, refuse(http.StatusBadRequest, "Rejected.LimitExceeded", "A new version needs 7 days since the last one, and there are at most 50.")
	}
	c.changed()
	return object{"KeyVersion": k.addVersion(c.now).object(k.ID)}, nil
}

func (s *Sim) versionable(k *cmk) bool {
	if k.Origin == originExternal {
		return false
	}
	switch s.settings.RotationMode {
	case "asymmetric":
		return isAsymmetric(k.Spec)
	case "symmetric":
		return !isAsymmetric(k.Spec) && k.Instance != "" && k.Level == "SOFTWARE"
	default:
		return true
	}
}

// updateRotationPolicy switches automatic rotation; an interval is needed to
// switch it on.
func updateRotationPolicy(s *Sim, c *call) (any, *apiError) {
	on, err := c.boolean("EnableAutomaticRotation")
	if err != nil {
		return nil, err
	}
	interval := time.Duration(0)
	if on {
		if interval, err = rotationInterval(c); err != nil {
			return nil, err
		}
	}
	k, err := s.findMutable(c)
	if err != nil {
		return nil, err
	}
	if isAsymmetric(k.Spec) || k.Origin == originExternal {
		return nil, refuse(http.StatusBadRequest, "UnsupportedOperation", "Automatic rotation is not supported for this kind of key.")
	}
	if time.Duration(k.Rotation) != interval {
		k.Rotation = Duration(interval)
		c.changed()
	}
	return object{}, nil
}

// rotationInterval reads a number with its unit: 30d, 720h, 43200m or 2592000s.
func rotationInterval(c *call) (time.Duration, *apiError) {
	text := c.str("RotationInterval")
	if text == "" {
		return 0, missingParameter("RotationInterval")
	}
	unit := map[string]time.Duration{"d": 24 * time.Hour, "h": time.Hour, "m": time.Minute, "s": time.Second}[text[len(text)-1:]]
	n, err := strconv.ParseInt(strings.TrimRight(text, "dhms"), 10, 32)
	interval := time.Duration(n) * unit
	if err != nil || unit == 0 || n < 0 || n > int64(maxRotation/time.Second) || interval < minRotation || interval > maxRotation {
		return 0, invalidParameter("RotationInterval", "must be from 7d to 730d, like 30d or 2592000s")
	}
	return interval, nil
}
