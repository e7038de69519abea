package page

import (
	"context"
	"slices"

	"kmsguard/bot/slacksim"
	"kmsguard/guard/aliyunsim"
)

// Fault is something that can go wrong, and what to expect of the guard then.
type Fault struct {
	ID     string
	Title  string
	Expect string
	do     func(context.Context, Host) error
}

// The call that most faults are about.
const schedule = "kms.ScheduleKeyDeletion"

// Faults are those that the page has prepared.
func Faults() []Fault {
	return slices.Concat(auditFaults(), changeFaults(), slackFaults(), botFaults())
}

// auditFaults spoil what an audit reads.
func auditFaults() []Fault {
	return []Fault{
		{
			"throttle", "Throttle the next two reads of RDS",
			"The audit waits and asks again: it ends complete, a little later.",
			cloudFault(aliyunsim.Fault{API: "rds.DescribeDBInstances", Kind: aliyunsim.FaultError, Code: "Throttling.User", Times: 2}),
		}, {
			"refuse-list", "Refuse to list the databases",
			"The next audit is incomplete and says which list and why; the request pauses, and nothing can be approved until the fault is removed and somebody presses Audit again.",
			cloudFault(aliyunsim.Fault{API: "rds.DescribeDBInstances", Kind: aliyunsim.FaultError, Code: "Forbidden.RAM", Status: 403}),
		}, {
			"cut-body", "Cut every list of disks in half",
			"Half a list is no list: the next audit is incomplete, never short, and the request pauses.",
			cloudFault(aliyunsim.Fault{API: "ecs.DescribeDisks", Kind: aliyunsim.FaultTruncate}),
		}, {
			"wrong-total", "Let the list of secrets count one more than it shows",
			"Something is missing and nobody can say what: the next audit is incomplete, and the request pauses.",
			cloudFault(aliyunsim.Fault{API: "kms.ListSecrets", Kind: aliyunsim.FaultWrongTotal}),
		},
	}
}

// changeFaults spoil the next deletion call.
func changeFaults() []Fault {
	return []Fault{
		{
			"timeout-before", "Lose the next deletion call on its way",
			"The bot hears nothing and does not call again. When the call can no longer take effect it looks, says that it did not happen, and an approver may run it again.",
			cloudFault(aliyunsim.Fault{API: schedule, Kind: aliyunsim.FaultTimeoutBefore, Times: 1}),
		}, {
			"timeout-after", "Lose the reply to the next deletion call",
			"The key is scheduled, and the bot cannot know. It says so, does not call again, and finds by looking that it happened: one call, one effect.",
			cloudFault(aliyunsim.Fault{API: schedule, Kind: aliyunsim.FaultTimeoutAfter, Times: 1}),
		}, {
			"refuse-change", "Refuse the next deletion call",
			"The cloud said no, and that is final: the request fails with the cloud's own code, and the key stays as it is.",
			cloudFault(aliyunsim.Fault{API: schedule, Kind: aliyunsim.FaultError, Code: "Forbidden.NoPermission", Status: 403, Times: 1}),
		},
	}
}

// slackFaults spoil what passes between Slack and the bot.
func slackFaults() []Fault {
	return []Fault{
		{
			"drop-socket", "Cut the bot's connection to Slack",
			"The bot connects again within seconds. What people press in between fails in Slack's own words, and works when they try again.",
			slackChange("drop"),
		}, {
			"twice", "Deliver the next thing twice",
			"Slack sends the next command or press twice. It counts once.",
			slackChange("duplicate-next"),
		}, {
			"late-ack", "Take the bot's next answer for a late one",
			"Slack shows its own failure, although the bot has heard. What was asked for counts once, also when the person tries again.",
			slackChange("late-ack-next"),
		}, {
			"refuse-posts", "Refuse the bot's next three messages",
			"The bot posts again, a little later, until each message is there; none is lost and none comes twice.",
			func(_ context.Context, h Host) error {
				return h.Slack().SetFault(slacksim.Fault{API: "slack.chat.postMessage", Kind: "error", Code: "fatal_error", Times: 3})
			},
		},
	}
}

// botFaults end the bot, at once or at the worst moment, and start it.
func botFaults() []Fault {
	return []Fault{
		{
			"kill", "Kill the bot now",
			"SIGKILL: nothing is said and nothing is saved. What was recorded is enough: after a start the bot goes on where it was.",
			func(_ context.Context, h Host) error { return h.Kill() },
		}, {
			"kill-before", "Kill the bot when it makes the next deletion call, before the effect",
			"After a start nothing is called again. When the call can no longer take effect the bot looks, and says that it did not happen.",
			func(_ context.Context, h Host) error { h.KillAt(schedule, false); return nil },
		}, {
			"kill-after", "Kill the bot when it makes the next deletion call, after the effect",
			"After a start the bot finds by looking that the key is scheduled: one call, one effect.",
			func(_ context.Context, h Host) error { h.KillAt(schedule, true); return nil },
		}, {
			"start", "Start the bot",
			"It reads its ledger, does what is owed, and says nothing twice.",
			func(ctx context.Context, h Host) error { return h.Start(ctx) },
		},
	}
}

func cloudFault(f aliyunsim.Fault) func(context.Context, Host) error {
	return func(_ context.Context, h Host) error { return h.Cloud().SetFault(f) }
}

func slackChange(verb string) func(context.Context, Host) error {
	return func(_ context.Context, h Host) error { return h.Slack().Change(verb) }
}
