package aliyunsim

import "fmt"

// Settings switch behaviour that the cloud's documentation leaves open, so that
// a client can be shown to work with either. The zero value of each field means
// its default.
type Settings struct {
	// EnforceCurrentTime says whether conditions on acs:CurrentTime count.
	// When false, an Allow ignores them and a Deny that needs one never applies. Default true.
	EnforceCurrentTime *bool `yaml:"enforce_current_time"`
	// ProtectedKeyCode and ProtectedKeyStatus answer a deletion of a protected key.
	// The cloud publishes no code; the default, Forbidden.DeletionProtection with 403, is invented.
	ProtectedKeyCode   string `yaml:"protected_key_code"`
	ProtectedKeyStatus int    `yaml:"protected_key_status"`
	// ServiceKeyCode and ServiceKeyStatus answer a change of a service key. Default Rejected.UnsupportedOperation, 400.
	ServiceKeyCode   string `yaml:"service_key_code"`
	ServiceKeyStatus int    `yaml:"service_key_status"`
	// CancelExternal is the state that CancelKeyDeletion leaves an EXTERNAL key without material in:
	// PendingImport (default) or Enabled.
	CancelExternal string `yaml:"cancel_external"`
	// RotationMode says which keys CreateKeyVersion takes, since the documentation contradicts itself:
	// any (default), asymmetric (at least seven days apart, at most 50) or symmetric (of a KMS instance).
	RotationMode string `yaml:"rotation_mode"`
	// RotationRefusal answers UpdateRotationPolicy on a key that is Disabled. Default Rejected.Disabled.
	RotationRefusal string `yaml:"rotation_refusal"`
	// ExpiredTokenCode and ExpiredTokenStatus are what KMS answers to an expired session.
	// Default InvalidAccessKeyId.NotFound with 404, which KMS documents as possible.
	ExpiredTokenCode   string `yaml:"expired_token_code"`
	ExpiredTokenStatus int    `yaml:"expired_token_status"`
	// DestroyedAfter is how long after its date a pending key vanishes; the cloud says within 24 hours. Default 0.
	DestroyedAfter Duration `yaml:"destroyed_after"`
	// ListServiceKeys says whether ListKeys also lists service keys. Default true.
	ListServiceKeys *bool `yaml:"list_service_keys"`
	// TrailSpanDays limits the span of one LookupEvents query; 0 is no limit but the 90 days kept.
	TrailSpanDays int `yaml:"trail_span_days"`
	// DecryptNamesKey says whether the trail's event of a Decrypt names its key as resource:
	// resource (default), referenced (only in referencedResources) or never.
	DecryptNamesKey string `yaml:"decrypt_names_key"`
	// MinuteLock lets ECS refuse an API that was throttled until the next minute begins, as it documents:
	// what is throttled in minute T opens again in minute T+1. Default false: it opens with the next window of its rate.
	MinuteLock bool `yaml:"minute_lock"`
	// SecretsHideDefaultKey leaves EncryptionKeyId empty for secrets under an instance's default key. Default false.
	SecretsHideDefaultKey bool `yaml:"secrets_hide_default_key"`
}

// or returns the settings with every unset field taken from the defaults d.
func (s Settings) or(d Settings) Settings {
	s.EnforceCurrentTime = firstSet(s.EnforceCurrentTime, d.EnforceCurrentTime)
	s.ListServiceKeys = firstSet(s.ListServiceKeys, d.ListServiceKeys)
	s.ProtectedKeyCode = firstOf(s.ProtectedKeyCode, d.ProtectedKeyCode)
	s.ProtectedKeyStatus = firstOf(s.ProtectedKeyStatus, d.ProtectedKeyStatus)
	s.ServiceKeyCode = firstOf(s.ServiceKeyCode, d.ServiceKeyCode)
	s.ServiceKeyStatus = firstOf(s.ServiceKeyStatus, d.ServiceKeyStatus)
	s.CancelExternal = firstOf(s.CancelExternal, d.CancelExternal)
	s.RotationMode = firstOf(s.RotationMode, d.RotationMode)
	s.RotationRefusal = firstOf(s.RotationRefusal, d.RotationRefusal)
	s.ExpiredTokenCode = firstOf(s.ExpiredTokenCode, d.ExpiredTokenCode)
	s.ExpiredTokenStatus = firstOf(s.ExpiredTokenStatus, d.ExpiredTokenStatus)
	s.DestroyedAfter = firstOf(s.DestroyedAfter, d.DestroyedAfter)
	s.TrailSpanDays = firstOf(s.TrailSpanDays, d.TrailSpanDays)
	s.DecryptNamesKey = firstOf(s.DecryptNamesKey, d.DecryptNamesKey)
	s.MinuteLock = s.MinuteLock || d.MinuteLock
	s.SecretsHideDefaultKey = s.SecretsHideDefaultKey || d.SecretsHideDefaultKey
	return s
}

// defaultSettings is the behaviour that the documentation makes most likely.
func defaultSettings() Settings {
	yes := true
	return Settings{
		EnforceCurrentTime: &yes,
		ListServiceKeys:    &yes,
		ProtectedKeyCode:   "Forbidden.DeletionProtection",
		ProtectedKeyStatus: 403,
		ServiceKeyCode:     "Rejected.UnsupportedOperation",
		ServiceKeyStatus:   400,
		CancelExternal:     statePendingImport,
		RotationMode:       "any",
		RotationRefusal:    "Rejected.Disabled",
		ExpiredTokenCode:   "InvalidAccessKeyId.NotFound",
		ExpiredTokenStatus: 404,
		DecryptNamesKey:    "resource",
	}
}

// firstOf returns a unless it is the zero value, then b.
func firstOf[T comparable](a, b T) T {
	var zero T
	if a != zero {
		return a
	}
	return b
}

// firstSet returns a unless it is nil, then b.
func firstSet[T any](a, b *T) *T {
	if a != nil {
		return a
	}
	return b
}

// check refuses a setting that means nothing.
func (s Settings) check() error {
	switch {
	case !is(statePendingImport, stateEnabled)(s.CancelExternal):
		return fmt.Errorf("settings: cancel_external is %q: use PendingImport or Enabled", s.CancelExternal)
	case !is("any", "asymmetric", "symmetric")(s.RotationMode):
		return fmt.Errorf("settings: rotation_mode is %q: use any, asymmetric or symmetric", s.RotationMode)
	case !is("resource", "referenced", "never")(s.DecryptNamesKey):
		return fmt.Errorf("settings: decrypt_names_key is %q: use resource, referenced or never", s.DecryptNamesKey)
	case s.TrailSpanDays < 0:
		return fmt.Errorf("settings: trail_span_days is %d: use 0 for no limit, or a number of days", s.TrailSpanDays)
	}
	for name, status := range map[string]int{
		"protected_key_status": s.ProtectedKeyStatus, "service_key_status": s.ServiceKeyStatus, "expired_token_status": s.ExpiredTokenStatus,
	} {
		if status < 400 || status > 499 {
			return fmt.Errorf("settings: %s is %d: a refusal has a status from 400 to 499", name, status)
		}
	}
	return nil
}
