package aliyunsim

import "net/http"

// Codes of refusals by state; KMS answers all of them with 409.
const (
	rejectedDisabled      = "Rejected.Disabled"
	rejectedPending       = "Rejected.PendingDeletion"
	rejectedImport        = "Rejected.PendingImport"
	rejectedStateModified = "Rejected.StateModifiedFailed"
)

// byState is what an action meets in each state: empty it goes on, else the
// code of the refusal.
type byState struct{ enabled, disabled, pendingDeletion, pendingImport string }

// stateTable follows the documented table "impact of CMK state on API calls".
// The entries for rotation and protection beyond those are likely, not documented.
var stateTable = map[string]byState{
	"DescribeKey":           {},
	"ListKeyVersions":       {},
	"Encrypt":               {"", rejectedDisabled, rejectedPending, rejectedImport},
	"Decrypt":               {"", rejectedDisabled, rejectedPending, rejectedImport},
	"GenerateDataKey":       {"", rejectedDisabled, rejectedPending, rejectedImport},
	"AsymmetricSign":        {"", rejectedDisabled, rejectedPending, rejectedImport},
	"EnableKey":             {"", "", rejectedStateModified, rejectedStateModified},
	"DisableKey":            {"", "", rejectedStateModified, rejectedStateModified},
	"ScheduleKeyDeletion":   {"", "", rejectedStateModified, ""},
	"CancelKeyDeletion":     {rejectedStateModified, rejectedStateModified, "", rejectedStateModified},
	"UpdateKeyDescription":  {"", "", rejectedPending, ""},
	"CreateAlias":           {"", "", rejectedStateModified, ""},
	"UpdateAlias":           {"", "", rejectedPending, ""},
	"DeleteAlias":           {},
	"DeleteKeyMaterial":     {},
	"CreateKeyVersion":      {"", rejectedDisabled, rejectedPending, rejectedImport},
	"UpdateRotationPolicy":  {"", rejectedDisabled, rejectedPending, rejectedImport},
	"SetDeletionProtection": {"", "", rejectedPending, ""},
}

// in returns the code for a state.
func (b byState) in(state string) string {
	switch state {
	case stateEnabled:
		return b.enabled
	case stateDisabled:
		return b.disabled
	case statePendingDeletion:
		return b.pendingDeletion
	default:
		return b.pendingImport
	}
}

// meets says what an action meets in the key's state.
func (s *Sim) meets(action string, k *cmk) *apiError {
	code := stateTable[action].in(k.State)
	if code != "" && action == "UpdateRotationPolicy" && k.State == stateDisabled {
		code = s.settings.RotationRefusal
	}
	if code == "" {
		return nil
	}
	return refuse(http.StatusConflict, code, "%s", stateMessages[code])
}

var stateMessages = map[string]string{
	rejectedDisabled:      "The request was rejected because the key state is Disabled.",
	rejectedPending:       "The request was rejected because the key state is PendingDeletion.",
	rejectedImport:        "The request was rejected because the key state is PendingImport.",
	rejectedStateModified: "The key state is not valid for this operation.",
}

// serviceKeyRefusal answers a change of a key that a cloud service manages.
func (s *Sim) serviceKeyRefusal() *apiError {
	return refuse(s.settings.ServiceKeyStatus, s.settings.ServiceKeyCode, "This action is not supported for a service managed key.")
}
