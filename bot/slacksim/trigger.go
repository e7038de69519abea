package slacksim

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// trigger is what lets an app open a modal in answer to one interaction: once,
// and within three seconds of real time.
type trigger struct {
	user string
	view string // the modal it came from, if any; only such a trigger can push
	at   time.Time
	used bool
}

var triggerForm = regexp.MustCompile(`^\d+\.\d+\.[0-9a-f]+$`)

// newTrigger makes a trigger_id for an interaction of the user.
func (s *Sim) newTrigger(userID, viewID string) string {
	s.sequence++
	id := fmt.Sprintf("%d.%d.%s", s.started/1e6, s.sequence, s.hex(32))
	s.triggers[id] = &trigger{user: userID, view: viewID, at: s.opts.Real()}
	return id
}

// exchange spends a trigger.
func (s *Sim) exchange(id string) (*trigger, *apiError) {
	t := s.triggers[id]
	switch {
	case t == nil || !triggerForm.MatchString(id):
		return nil, fail("invalid_trigger_id")
	case t.used:
		return nil, fail("exchanged_trigger_id")
	case s.opts.Real().Sub(t.at) > s.set.TriggerLife:
		return nil, fail("expired_trigger_id")
	}
	t.used = true
	return t, nil
}

// pathID returns what follows the prefix of a path, without a trailing slash.
func pathID(path, prefix string) string {
	return strings.TrimSuffix(strings.TrimPrefix(path, prefix), "/")
}
