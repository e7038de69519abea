package acs

import (
	"net/http"
	"slices"
	"strings"

	"kmsguard/guard"
)

// notThere are the codes that mean, each by itself and only when spelled so,
// that the thing asked for does not exist. A status of 404 means nothing: KMS
// answers a bad or expired credential with it.
var notThere = []string{
	"Forbidden.KeyNotFound",
	"Forbidden.KeyVersionNotFound",
	"Forbidden.AliasNotFound",
	"Forbidden.ResourceNotFound",
	"EntityNotExist.Role",
	"EntityNotExist.Policy",
	"InvalidDBInstanceId.NotFound",
	"InvalidDBCluster.NotFound",
	"NoSuchBucket",
	"NoSuchKey",
	"NoSuchVersion",
	"NoSuchInventory",
	"NoSuchServerSideEncryptionRule",
}

// denying are parts of codes that speak of the caller. They are looked for
// without regard to case, since the cloud's own pages spell them in several ways.
var denying = []string{
	"accesskey", "securitytoken", "signature", "timestamp", "nopermission", "forbidden", "accessdenied",
	"unauthorized", "requesttimetooskewed", "requesttimeexpired",
}

// clockCodes mean that this machine's clock is wrong: the cloud takes 15 minutes.
var clockCodes = []string{"timestamp", "requesttimetooskewed", "requesttimeexpired"}

// throttling are the codes of a quota that is used up which do not say so by
// "Throttling": of OSS and of SLS, whose status is 403.
var throttling = []string{"SlowDown", "ReadQuotaExceed"}

// kindOf says what a caller does differently about an error document. What
// happened to a mutation is not decided here.
func kindOf(status int, code string) guard.Kind {
	lower := strings.ToLower(code)
	switch {
	case slices.Contains(notThere, code):
		return guard.NotFound
	case status == http.StatusTooManyRequests, strings.Contains(lower, "throttling"), strings.Contains(lower, "qpslimitexceeded"), slices.Contains(throttling, code):
		return guard.Throttled
	case status >= 500:
		return guard.Unavailable
	case status == http.StatusConflict:
		return guard.Conflict
	case status == http.StatusUnauthorized, status == http.StatusForbidden, containsAny(lower, denying):
		return guard.Denied
	}
	return guard.Invalid
}

// hintOf says what to do about an error document.
func hintOf(kind guard.Kind, code string) string {
	switch {
	case kind == guard.Denied && containsAny(strings.ToLower(code), clockCodes):
		return "Set this machine's clock: the cloud accepts requests within 15 minutes of its own time."
	case kind == guard.Denied:
		return "Check the credentials and the RAM policies of the identity that made the call."
	case kind == guard.Throttled:
		return "Wait, then try again: the account's quota for this call is used up."
	}
	return ""
}

func containsAny(text string, parts []string) bool {
	return slices.ContainsFunc(parts, func(part string) bool { return strings.Contains(text, part) })
}
