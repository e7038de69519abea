package endure

import (
	"fmt"
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/guard/aliyunsim"
)

// cloudTrouble orders something to go wrong in the cloud. What would only cost real
// time is left out: a connection that is cut is lost like one that hangs.
func (e *estate) cloudTrouble() {
	e.Helper()
	f := aliyunsim.Fault{
		API:   "kms." + one(e, "call", "ScheduleKeyDeletion", "DisableKey", "CancelKeyDeletion", "EnableKey", "CreateKeyVersion", "DescribeKey"),
		Kind:  one(e, "fails", aliyunsim.FaultResetAfter, aliyunsim.FaultResetBefore, aliyunsim.FaultTruncate, aliyunsim.FaultHTML, aliyunsim.FaultError),
		Times: 1 + e.roll("more times", 3),
	}
	switch e.roll("elsewhere", 5) {
	case 1:
		f.API = one(e, "api", "ecs.DescribeDisks", "kms.ListSecrets", "rds.DescribeDBInstances")
	case 2:
		f.API = one(e, "api", "sts.AssumeRole", "actiontrail.LookupEvents", "kms.ListKeys")
	}
	if f.Kind == aliyunsim.FaultError {
		f.Code = one(e, "code", "", "Throttling.User", "ServiceUnavailable", "Forbidden.NoPermission")
	}
	e.trouble(fmt.Sprintf("the cloud: %s fails %d times: %s %s", f.API, f.Times, f.Kind, f.Code), e.cloud.SetFault(f))
}

// slackTrouble orders something to go wrong in Slack.
func (e *estate) slackTrouble() {
	e.Helper()
	f := slacksim.Fault{
		API:   "slack." + one(e, "method", "chat.postMessage", "chat.postMessage", "chat.update", "chat.postEphemeral", "conversations.history", "conversations.replies", "users.info", "usergroups.users.list", "views.open"),
		Kind:  one(e, "fails", "reset-after", "reset-before", "error", "truncate", "html", "ok-false-empty", "rate-limit"),
		Times: 1 + e.roll("more times", 4),
	}
	e.trouble(fmt.Sprintf("Slack: %s fails %d times: %s", f.API, f.Times, f.Kind), e.slack.SetFault(f))
}

func (e *estate) trouble(what string, err error) {
	e.Helper()
	if err != nil {
		e.Fatalf("%s: %v", what, err)
	}
	e.say("%s", what)
	e.faulty = true
	e.book.figures.faults++
}

// calm ends what goes wrong.
func (e *estate) calm() {
	e.say("nothing goes wrong any more")
	e.cloud.ClearFaults()
	e.slack.ClearFaults()
	e.faulty = false
	e.disturbed()
}

// envelopes has Slack send twice, or the connection end.
func (e *estate) envelopes() {
	e.Helper()
	verb := one(e, "envelopes", "duplicate-next", "reconnect", "drop")
	e.say("Slack: %s", verb)
	if err := e.slack.Change(verb); err != nil {
		e.Fatalf("%v", err)
	}
}

// crash has the bot die at one of its next effects.
func (e *estate) crash() {
	e.Helper()
	if e.life == nil {
		return
	}
	n := 1 + e.roll("effects until then", 25)
	e.say("the bot dies at effect %d from now", n)
	e.life.fuse.light(n)
}

// kill ends the bot without warning and leaves it dead for a while.
func (e *estate) kill() {
	e.Helper()
	if e.life == nil {
		return
	}
	e.say("the bot is killed")
	e.life.fuse.blow("by hand")
	e.end()
	by := one(e, "down for", time.Second, 10*time.Minute, 5*time.Hour, 2*day, 8*day)
	e.clock.Step(e.clock.World().Add(by))
	e.say("it starts again after %s", by)
	e.start()
}

// restart stops the bot in order and starts it again.
func (e *estate) restart() {
	e.Helper()
	e.say("the bot is restarted")
	e.end()
	e.start()
}
