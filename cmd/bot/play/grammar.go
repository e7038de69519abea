package play

import "slices"

// rule is how a step is written that begins with one word.
type rule struct {
	word    string
	example string // of a whole line, for messages
	read    func(c *cursor, at Line) Step
}

// grammar lists the steps by their first word.
var grammar = []rule{
	{"world", "world add ecs_disks {id: d-new, region: cn-hangzhou, key: key-1}", readWorld},
	{"as", `as alice slash "/kms status key-1"`, readAs},
	{"see", `see "Dependency audit" in thread`, func(c *cursor, at Line) Step { return See{at, c.text("the text"), c.where()} }},
	{"not", `not see "Approved" in channel`, readNot},
	{"error", `error "does not match"`, readError},
	{"ok", "ok", func(_ *cursor, at Line) Step { return OK{at} }},
	{"count", `count "Reminder" in thread 1`, func(c *cursor, at Line) Step {
		return Count{at, c.text("the text"), c.where(), c.number("a count", 0, maxNumber)}
	}},
	{"cloud", "cloud calls kms.ScheduleKeyDeletion 1", readCloud},
	{"advance", "advance 3d", func(c *cursor, at Line) Step { return Advance{at, c.duration()} }},
	{"kill", "kill at kms.ScheduleKeyDeletion after", readKill},
	{"start", "start", func(_ *cursor, at Line) Step { return Start{at} }},
	{"fault", "fault kms.ScheduleKeyDeletion timeout-after times 1", readFault},
	{"unfault", "unfault", func(_ *cursor, at Line) Step { return Unfault{at} }},
	{"console", "console ScheduleKeyDeletion key-1 9", readConsole},
	{"ledger", "ledger keep monday", readLedger},
	{"disk", "disk full", readDisk},
	{"slack", "slack leave kms-approvers carol", readSlack},
	{"dump", "dump", func(_ *cursor, at Line) Step { return Dump{at} }},
}

func readNot(c *cursor, at Line) Step {
	c.literal("see")
	return NotSee{at, c.text("the text"), c.where()}
}

func readError(c *cursor, at Line) Step {
	if !c.more(quoted) {
		return Error{Line: at}
	}
	return Error{at, c.text("the error")}
}

func readWorld(c *cursor, at Line) Step {
	switch {
	case c.is("add"):
		return WorldAdd{at, c.name("a kind of row"), c.row()}
	case c.is("remove"):
		return WorldRemove{at, c.name("a kind of row"), c.name("the row's name")}
	default:
		return World{at, c.name("a world")}
	}
}

func readCloud(c *cursor, at Line) Step {
	if c.oneOf("key or calls", []string{"key", "calls"}) == "calls" {
		return CloudCalls{at, c.api(), c.number("a count", 0, maxNumber)}
	}
	id := c.name("a key ID")
	c.literal("state")
	return CloudKey{at, id, c.oneOf("a state", KeyStates)}
}

func readKill(c *cursor, at Line) Step {
	if !c.is("at") {
		return Kill{at}
	}
	return KillAt{at, c.api(), c.oneOf("before or after", []string{"before", "after"}) == "after"}
}

// The kinds of faults. "before" and "after" mean the effect of the call.
var (
	commonFaults = []string{"error", "timeout-before", "timeout-after", "reset-before", "reset-after", "truncate", "html", "slow"}
	cloudFaults  = slices.Concat(commonFaults, []string{"wrong-total", "repeat-token", "empty-page", "drop-row", "unknown-value"})
	slackFaults  = slices.Concat(commonFaults, []string{"ok-false-empty", "rate-limit"})
)

func readFault(c *cursor, at Line) Step {
	f := Fault{Line: at, API: c.api()}
	f.Kind = c.oneOf("a kind of fault", faultsOf(f.API))
	if c.is("code") {
		f.Code = c.name("a code")
	}
	if c.is("status") {
		f.Status = c.number("a status", 200, 599)
	}
	if c.is("after") {
		f.After = c.number("a number of calls", 1, maxNumber)
	}
	if c.is("times") {
		f.Times = c.number("a number of times", 1, maxNumber)
	}
	return f
}

func faultsOf(api string) []string {
	if isSlack(api) {
		return slackFaults
	}
	return cloudFaults
}

func readConsole(c *cursor, at Line) Step {
	event, key := c.name("the name of an API"), c.name("a key ID")
	return Console{at, event, append([]string{key}, c.rest()...)}
}
