package bot

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"kmsguard/guard"
)

// Command is one slash command, understood.
type Command struct {
	Verb   Verb
	Key    string // as typed: ID, ARN or alias; the engine says which it is
	Region string // empty: the key's ARN or the configured default names it
	Plan   guard.Plan
	Reason string
	Keys   []string // all keys as typed, where an audit names more than one
}

// Verb is the first word of a command.
type Verb string

// The verbs. Empty is the command alone, which opens a modal.
const (
	VerbModal    Verb = ""
	VerbDelete   Verb = "delete"
	VerbDisable  Verb = "disable"
	VerbEnable   Verb = "enable"
	VerbCancel   Verb = "cancel"
	VerbRotate   Verb = "rotate"
	VerbAudit    Verb = "audit"
	VerbStatus   Verb = "status"
	VerbPending  Verb = "pending"
	VerbRequests Verb = "requests"
	VerbLog      Verb = "log"
	VerbHelp     Verb = "help"
)

// Verbs lists the verbs in the order of the help text.
func Verbs() []Verb {
	return []Verb{VerbDelete, VerbDisable, VerbEnable, VerbCancel, VerbRotate, VerbAudit, VerbStatus, VerbPending, VerbRequests, VerbLog, VerbHelp}
}

// maxCommand bounds the text of a command; Slack itself allows more.
const maxCommand = 2000

// sampleKey stands in examples.
const sampleKey = "key-hzz650a1b2c3d4e5f6g7h"

// ParseCommand understands the text after the slash command. The error has kind
// Invalid, its text is one sentence for the person who typed it, and its hint an
// example that would be understood.
func ParseCommand(text string) (Command, error) {
	if len(text) > maxCommand {
		return Command{}, wrong(VerbHelp, "The command is longer than %d characters.", maxCommand)
	}
	words := strings.Fields(guard.Normalize(text))
	if len(words) == 0 {
		return Command{Verb: VerbModal}, nil
	}
	verb := Verb(strings.ToLower(words[0]))
	if sentence, out := outOfScope(words); out {
		return Command{}, wrong(VerbHelp, "%s", sentence)
	}
	if !slices.Contains(Verbs(), verb) {
		near := nearest(string(verb))
		return Command{}, wrong(near, "There is no `%s`; the nearest is `%s`.", code(words[0]), near)
	}
	c := Command{Verb: verb, Plan: guard.Plan{Action: action(verb)}}
	if verb == VerbPending || verb == VerbRequests || verb == VerbHelp {
		return c, nothingMore(verb, words[1:])
	}
	if len(words) < 2 {
		return Command{}, wrong(verb, "`%s` names no key.", verb)
	}
	c.Key = words[1]
	rest, err := c.form(words[2:])
	if err != nil {
		return Command{}, err
	}
	if err := c.clauses(rest); err != nil {
		return Command{}, err
	}
	return c, c.complete()
}

func action(v Verb) guard.Action {
	if a := guard.Action(v); slices.Contains(guard.Actions(), a) {
		return a
	}
	return ""
}

func nothingMore(v Verb, rest []string) error {
	if len(rest) > 0 {
		return wrong(v, "`%s` takes nothing more; `%s` is too much.", v, code(rest[0]))
	}
	return nil
}

// form takes what only one verb has right after the key: how a key is rotated,
// and that a disabled key is a leaked one.
func (c *Command) form(rest []string) ([]string, error) {
	switch {
	case c.Verb == VerbAudit:
		return c.more(rest)
	case c.Verb == VerbDisable && len(rest) > 0 && strings.EqualFold(rest[0], "contained"):
		c.Plan.Contained = true
		return rest[1:], nil
	case c.Verb != VerbRotate:
		return rest, nil
	case len(rest) == 0:
		return nil, wrong(VerbRotate, "`rotate` does not say how: `now`, `every DAYS` or `off`.")
	}
	c.Plan.Rotation = guard.RotationMode(strings.ToLower(rest[0]))
	switch c.Plan.Rotation {
	case guard.RotateNow, guard.RotateOff:
		return rest[1:], nil
	case guard.RotateEvery:
		if len(rest) < 2 {
			return nil, wrong(VerbRotate, "`every` names no number of days.")
		}
		days, err := wholeDays(rest[1])
		if err != nil {
			return nil, wrong(VerbRotate, "`every %s`: %s", code(rest[1]), err)
		}
		c.Plan.RotationDays = days
		return rest[2:], nil
	}
	return nil, wrong(VerbRotate, "`%s` is no way to rotate: it is `now`, `every DAYS` or `off`.", code(rest[0]))
}

// maxKeys is how many keys one audit takes: what one message shows of each.
const maxKeys = 20

// clauseWords begin what follows the keys.
var clauseWords = []string{"in", "window", "for", "because"}

// more takes the other keys of an audit, up to the first clause.
func (c *Command) more(rest []string) ([]string, error) {
	n := slices.IndexFunc(rest, func(w string) bool { return slices.Contains(clauseWords, strings.ToLower(w)) })
	if n < 0 {
		n = len(rest)
	}
	if n == 0 {
		return rest, nil
	}
	c.Keys = append([]string{c.Key}, rest[:n]...)
	if len(c.Keys) > maxKeys {
		return nil, wrong(c.Verb, "`audit` takes up to %d keys at once; these are %d.", maxKeys, len(c.Keys))
	}
	for i, k := range c.Keys {
		if slices.Contains(c.Keys[:i], k) {
			return nil, wrong(c.Verb, "`%s` stands twice.", code(k))
		}
		if _, err := guard.ParseKeyName(k); err != nil {
			return nil, wrong(c.Verb, "`%s` is no key, and no word that is understood here.", code(k))
		}
	}
	return rest[n:], nil
}

// clauses takes `in REGION`, `window DAYS`, `for ACTION` and `because REASON`.
func (c *Command) clauses(rest []string) error {
	seen := map[string]bool{}
	for len(rest) > 0 {
		word := strings.ToLower(rest[0])
		if seen[word] {
			return wrong(c.Verb, "`%s` stands twice.", word)
		}
		seen[word] = true
		if len(rest) < 2 && slices.Contains(clauseWords, word) {
			return wrong(c.Verb, "Nothing follows `%s`.", word)
		}
		switch word {
		case "in":
			c.Region = rest[1]
		case "window":
			if err := c.window(rest[1]); err != nil {
				return err
			}
		case "for":
			if err := c.purpose(rest[1]); err != nil {
				return err
			}
		case "because":
			c.Reason = strings.Join(rest[1:], " ")
			return nil
		default:
			return wrong(c.Verb, "`%s` is not understood here; a reason begins with `because`.", code(rest[0]))
		}
		rest = rest[2:]
	}
	return nil
}

func (c *Command) window(text string) error {
	if c.Verb != VerbDelete {
		return wrong(c.Verb, "A window belongs to `delete` only.")
	}
	days, err := wholeDays(text)
	if err != nil {
		return wrong(c.Verb, "`window %s`: %s", code(text), err)
	}
	c.Plan.WindowDays = days
	return nil
}

func (c *Command) purpose(text string) error {
	if c.Verb != VerbAudit {
		return wrong(c.Verb, "`for` belongs to `audit` only.")
	}
	a := action(Verb(strings.ToLower(text)))
	if a == "" {
		return wrong(c.Verb, "`for %s` names no action: it is disable, delete, enable, cancel or rotate.", code(text))
	}
	c.Plan.Action = a
	return nil
}

// complete says what is still missing.
func (c *Command) complete() error {
	if c.Verb == VerbAudit && c.Plan.Action == "" {
		return wrong(VerbAudit, "An audit names the change that it is for; audits with no change in mind are not made here.")
	}
	return nil
}

// wholeDays reads a number of days. What the number may be is the policy's to say.
func wholeDays(text string) (int, error) {
	days, err := strconv.Atoi(strings.TrimSuffix(strings.ToLower(text), "d"))
	if err != nil || days < 1 || days > 9999 {
		return 0, fmt.Errorf("it is a whole number of days, such as 30")
	}
	return days, nil
}

func wrong(v Verb, format string, args ...any) error {
	return &guard.Error{Op: "bot.ParseCommand", Kind: guard.Invalid, Err: fmt.Errorf(format, args...), Hint: "For example: `/kms " + Example(v) + "`."}
}

// Example returns a command of this verb that would be understood.
func Example(v Verb) string {
	switch v {
	case VerbDelete:
		return "delete " + sampleKey + " in cn-hangzhou window 30 because OPS-4411, retired with the old shop"
	case VerbDisable:
		return "disable " + sampleKey + " in cn-hangzhou because OPS-4411, retired with the old shop"
	case VerbRotate:
		return "rotate " + sampleKey + " every 365 because yearly rotation"
	case VerbAudit:
		return "audit " + sampleKey + " for delete"
	case VerbPending, VerbRequests, VerbHelp:
		return string(v)
	case VerbEnable, VerbCancel, VerbStatus, VerbLog:
		return string(v) + " " + sampleKey
	case VerbModal:
		return "help"
	}
	return "help"
}

// code makes a word fit to stand in a code span.
func code(s string) string {
	s = strings.Map(func(r rune) rune {
		if r == '`' || r == '<' || r == '>' || r == '&' {
			return '\''
		}
		return r
	}, s)
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
