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
	says string // what comes of it, for people
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
		"EnableKey":             {says: "Uses of the key work again.", do: enableKey},
		"DisableKey":            {says: "Every use of the key is refused until it is enabled again.", do: disableKey},
		"CancelKeyDeletion":     {says: "Ends the pending window; the key is Enabled afterwards.", do: cancelKeyDeletion},
		"ScheduleKeyDeletion":   {"Destroys the key when the window is over, outside of the bot.", " DAYS", scheduleKeyDeletion, set("PendingWindowInDays")},
		"CreateKeyVersion":      {says: "Rotates the key: what is encrypted from now on uses a new version.", do: createKeyVersion},
		"DeleteKeyMaterial":     {says: "Takes imported material away at once.", do: deleteKeyMaterial},
		"SetDeletionProtection": {"Protects the key from being scheduled for deletion, or ends that.", " true|false", setDeletionProtection, set("EnableDeletionProtection")},
		"UpdateKeyDescription":  {"Changes what people read beside the key ID.", " TEXT", updateKeyDescription, set("Description")},
		"CreateAlias":           {"Gives the key another name.", " alias/NAME", createAlias, set("AliasName")},
		"UpdateAlias":           {"Points an existing name at this key instead.", " alias/NAME", updateAlias, set("AliasName")},
		"DescribeKey":           {says: "Reads the key and changes nothing.", do: describeKey},
	}
	for _, use := range []string{"Encrypt", decryptEvent, "GenerateDataKey", "AsymmetricSign"} {
		events[use] = consoleEvent{says: "Uses the key, as an application does; refused unless it is Enabled.", do: useKey}
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

// ConsoleVerb is something that can be done to a key at the console.
type ConsoleVerb struct {
	Name     string // of the API
	Argument string // what it takes beside the key: DAYS, true|false, TEXT, alias/NAME, or nothing
	Says     string // what comes of it, in a sentence
}

// ConsoleVerbs lists what Console can do, by name.
func ConsoleVerbs() []ConsoleVerb {
	events := consoleEvents()
	var verbs []ConsoleVerb
	for _, name := range slices.Sorted(maps.Keys(events)) {
		verbs = append(verbs, ConsoleVerb{name, strings.TrimSpace(events[name].args), events[name].says})
	}
	return verbs
}

// Console is ConsoleAs under the user console-user.
func (s *Sim) Console(event string, args ...string) error {
	return s.ConsoleAs(consoleUser, event, args...)
}

// ConsoleAs lets a user outside the bot call an API on a key, as in
// ConsoleAs("colleague", "ScheduleKeyDeletion", "key-hzz650a1b2c3d4e5f6g7h", "9").
// It is recorded in the trail under that user, refused or not, asks no permission
// and counts no quota. A refused change is an error; a refused use of a key, such
// as Decrypt, is the point of trying and is not.
func (s *Sim) ConsoleAs(user, event string, args ...string) error {
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
	refusal := s.console(user, e, event, args)
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
func (s *Sim) console(user string, e consoleEvent, name string, args []string) *apiError {
	now := s.now()
	s.destroyDue(now)
	k, known := s.keys.byID[args[0]]
	if !known {
		return keyNotFound(args[0])
	}
	c := &call{
		action: &action{product: "kms", name: name}, region: k.Region, now: now, who: &identity{user: user},
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
	ev := s.keyEvent(k, name, now, s.userARN(user), code)
	if name != decryptEvent {
		ev.params = c.params
	}
	s.trail.add(ev)
	return refusal
}
