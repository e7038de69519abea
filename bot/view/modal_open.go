package view

import (
	"fmt"

	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// VerbAudit is the choice in BlockVerb that is no action but an audit for one.
const VerbAudit = "audit"

// OpenModal asks for a change, for those who typed the command alone. What belongs to one action only may be
// left empty for the others.
func OpenModal(c Scene) slack.ModalViewRequest {
	var sh sheet
	sh.say("What is asked here is audited first and confirmed by other people; a rescue is done at once.")
	sh.add(choose(BlockVerb, "What", verbOptions()...))
	sh.add(line(BlockKey, "Key ID", "The exact ID or ARN, such as key-hzz650a1b2c3d4e5f6g7h. An alias is refused, since it can point elsewhere tomorrow."))
	sh.add(line(BlockRegion, "Region", "Such as cn-hangzhou; left empty, the one in the configuration.").WithOptional(true))
	window := slack.NewNumberInputBlockElement(nil, ActionInput, false).WithMinValue(fmt.Sprint(guard.MinWindowDays)).WithMaxValue(fmt.Sprint(guard.APIMaxWindowDays))
	sh.add(slack.NewInputBlock(BlockWindow, label("Window of a deletion, in days", maxLabel), hinted(fmt.Sprintf("%d to %d unless the policy says otherwise; left empty, %d.", guard.MinWindowDays, guard.MaxWindowDays, guard.DefaultWindowDays)), window).WithOptional(true))
	sh.add(choose(BlockRotation, "Rotation", option(string(guard.RotateNow), "now: a new version"), option(string(guard.RotateEvery), "every so many days"), option(string(guard.RotateOff), "off")).WithOptional(true))
	days := slack.NewNumberInputBlockElement(nil, ActionInput, false).WithMinValue(fmt.Sprint(guard.MinRotationDays)).WithMaxValue(fmt.Sprint(guard.MaxRotationDays))
	sh.add(slack.NewInputBlock(BlockDays, label("Days between rotations", maxLabel), nil, days).WithOptional(true))
	sh.add(choose(BlockAuditFor, "Audit for which action", actionOptions()...).WithOptional(true))
	sh.add(lines(BlockReason, "Reason", "A disable and a deletion need one.").WithOptional(true))
	return sh.form(ModalOpen, "Change a KMS key", "Ask", Ref{Reply: c.Reply})
}

func choose(block, ask string, options ...*slack.OptionBlockObject) *slack.InputBlock {
	e := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, label("Choose", maxOption), ActionInput, options...)
	return slack.NewInputBlock(block, label(ask, maxLabel), nil, e)
}

func actionOptions() []*slack.OptionBlockObject {
	var options []*slack.OptionBlockObject
	for _, a := range guard.Actions() {
		options = append(options, option(string(a), string(a)))
	}
	return options
}

func verbOptions() []*slack.OptionBlockObject {
	return append(actionOptions(), option(VerbAudit, "audit for one of these, and change nothing"))
}
