package aliyunsim

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// consoleUser is whom the trail names for what Console does.
const consoleUser = "console-user"

// consoleEvent is something that somebody outside the bot does to a key.
type consoleEvent struct {
	args string // what follows the key ID, for messages
	do   func(s *Sim, c *call) (any, *apiError)
	set  func(c *call, args []string) // puts args into parameters; nil: there are none
}

// consoleEvents are the events by their API names. Uses of a key go through the
// state table alone, since no data is needed for them.
func consoleEvents() map[string]consoleEvent {
	set := func(names ...string) func(*call, []string) {
		return func(c *call, args []string) {
			for i, a := range args {
				c.params[names[i]] = a
			}
		}
	}
	events := map[string]consoleEvent{
		"EnableKey":             {do: enableKey},
		"DisableKey":            {do: disableKey},
		"CancelKeyDeletion":     {do: cancelKeyDeletion},
		"ScheduleKeyDeletion":   {" DAYS", scheduleKeyDeletion, set("PendingWindowInDays")},
		"CreateKeyVersion":      {do: createKeyVersion},
		"DeleteKeyMaterial":     {do: deleteKeyMaterial},
		"SetDeletionProtection": {" true|false", setDeletionProtection, set("EnableDeletionProtection")},
		"UpdateKeyDescription":  {" TEXT", updateKeyDescription, set("Description")},
		"CreateAlias":           {" alias/NAME", createAlias, set("AliasName")},
		"UpdateAlias":           {" alias/NAME", updateAlias, set("AliasName")},
		"DescribeKey":           {do: describeKey},
	}
	for _, use := range []string{"Encrypt", decryptEvent, "GenerateDataKey", "AsymmetricSign"} {
		events[use] = consoleEvent{do: useKey}
	}
	return events
}

// useKey is a cryptographic call without its data.
func useKey(s *Sim, c *call) (any, *apiError) {
	k, err := s.find(c)
	if err != nil {
		return nil, err
	}
	return object{}, s.meets(c.action.name, k)
}

// Console lets somebody outside the bot call an API on a key, as in
// Console("ScheduleKeyDeletion", "key-hzz650a1b2c3d4e5f6g7h", "9"). It is
// recorded in the trail under the user console-user, refused or not, asks no
// permission and counts no quota. A refused change is an error; a refused use
// of a key, such as Decrypt, is the point of trying and is not.
func (s *Sim) Console(event string, args ...string) error {
	events := consoleEvents()
	e, known := events[event]
	if !known {
		return fmt.Errorf("console event %q is unknown: use one of %s", event, strings.Join(slices.Sorted(maps.Keys(events)), ", "))
	}
	if want := 1 + len(strings.Fields(e.args)); len(args) != want {
		return fmt.Errorf("console %s takes %d arguments: write it like console %s KEY%s", event, want, event, e.args)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	refusal := s.console(e, event, args)
	if refusal != nil && e.isUse(event) && refusal.Status == statusOf(rejectedDisabled) {
		return nil
	}
	if refusal != nil {
		return fmt.Errorf("console %s %s: refused with %s: %s", event, args[0], refusal.Code, refusal.Message)
	}
	return nil
}

// isUse says whether the event uses the key and changes nothing.
func (consoleEvent) isUse(event string) bool {
	return is("Encrypt", decryptEvent, "GenerateDataKey", "AsymmetricSign")(event)
}

// console does the event and records it.
func (s *Sim) console(e consoleEvent, name string, args []string) *apiError {
	now := s.now()
	s.destroyDue(now)
	k, known := s.keys.byID[args[0]]
	if !known {
		return keyNotFound(args[0])
	}
	c := &call{
		action: &action{product: "kms", name: name}, region: k.Region, now: now, who: &identity{user: consoleUser},
		params: map[string]string{"KeyId": k.ID},
	}
	if e.set != nil {
		e.set(c, args[1:])
	}
	_, refusal := e.do(s, c)
	code := ""
	if refusal != nil {
		code = refusal.Code
	}
	ev := s.keyEvent(k, name, now, s.userARN(consoleUser), code)
	if name != decryptEvent {
		ev.params = c.params
	}
	s.trail.add(ev)
	return refusal
}
