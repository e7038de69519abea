package config

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"
)

// The bounds of durations. A call shorter than half a second fails on a slow
// link, one longer than a minute holds up what waits for it; a scan more often
// than each minute costs quota and one a day finds a deletion too late.
const (
	callShortest = Duration(500 * time.Millisecond)
	callLongest  = Duration(time.Minute)
	scanShortest = Duration(time.Minute)
	scanLongest  = Duration(day)
)

// maxConcurrency bounds the calls under way at once; OSS clients keep 100
// connections to a host, and more gain nothing under the documented quotas.
const maxConcurrency = 100

// The forms of names on the two platforms.
var (
	accountID = regexp.MustCompile(`^[0-9]{10,20}$`)
	regionID  = regexp.MustCompile(`^[a-z]{2}(-[a-z0-9]+)+$`)
	roleName  = regexp.MustCompile(`^[A-Za-z0-9.-]{1,64}$`) // RAM: 64 characters
	teamID    = regexp.MustCompile(`^[TE][A-Z0-9]{2,}$`)
	command   = regexp.MustCompile(`^/[a-z0-9_-]{1,31}$`) // Slack: 2 to 32 characters, slash included
	apiName   = regexp.MustCompile(`^[a-z0-9-]+\.[A-Za-z0-9]+$`)
)

func (k *checker) matches(path, value string, form *regexp.Regexp, reason string) {
	if !form.MatchString(value) {
		k.wrong(path, fmt.Sprintf("%q %s", value, reason))
	}
}

func (k *checker) oneOf(path, value string, allowed ...string) {
	if !slices.Contains(allowed, value) {
		k.wrong(path, fmt.Sprintf("%q is none of %s", value, strings.Join(allowed, ", ")))
	}
}

func (k *checker) between(path string, d, shortest, longest Duration) {
	if d < shortest || d > longest {
		k.wrong(path, fmt.Sprintf("%s is not between %s and %s", d, shortest, longest))
	}
}

// secret notes a secret that is not named, could not be fetched, or is plainly
// another kind of secret.
func (k *checker) secret(path string, s Secret, prefix string) {
	switch {
	case !s.Given():
		k.wrong(path, "is needed and has no value")
	case s.err != nil:
		k.wrong(path, s.err.Error())
	case !strings.HasPrefix(s.value, prefix):
		k.wrong(path, "what "+s.String()+" holds does not start with "+prefix+", so it is another kind of secret")
	}
}
