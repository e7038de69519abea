package view

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/slack-go/slack"

	"kmsguard/guard"
)

// maxChoices is how many options a menu of Slack's takes.
const maxChoices = 100

// Prefixes of the values of choices in BlockWhat.
const (
	choiceCategory = "category:"
	choiceGroup    = "group:"
)

// DispositionModal asks what becomes of one dependency, or of all of a category that are not in use now.
func DispositionModal(s guard.State, request string, c Scene) slack.ModalViewRequest {
	var sh sheet
	ref := requestRef(s, request, c)
	sh.about(s, request, "What the audit still lists is not migrated until somebody says so. What is in use now is said one by one, by somebody other than the requester.")
	r := s.Request(request)
	if r == nil || len(r.DispositionGroups()) == 0 {
		sh.say("The audit lists nothing of which anything could be said.")
		return sh.modal(ModalDisposition, "Disposition", ref)
	}
	sh.say(dispositionSums(*r)...)
	all, more := choices(*r)
	hint := "Dependencies without a disposition come first."
	if more > 0 {
		hint = fmt.Sprintf("%d more are not in this menu; choose them by category, or give the first ones theirs.", more)
	}
	menu := slack.NewOptionsSelectBlockElement(slack.OptTypeStatic, label("Choose", maxOption), ActionInput, all...)
	sh.add(slack.NewInputBlock(BlockWhat, label("Which", maxLabel), hinted(hint), menu))
	var kinds []*slack.OptionBlockObject
	for _, k := range dispositionKinds {
		kinds = append(kinds, option(string(k), dispositionMeaning[k]))
	}
	sh.add(slack.NewInputBlock(BlockDisposition, label("What becomes of it", maxLabel), nil, slack.NewRadioButtonsBlockElement(ActionInput, kinds...)))
	sh.add(lines(BlockReason, "Why", "What was done, or who decided."))
	return sh.form(ModalDisposition, "Disposition", "Record", ref)
}

// choices lists what a disposition can be about: each category as far as it is not in use now, then each group,
// those without a disposition first. more is how many of them a menu has no room for.
func choices(r guard.Request) (all []*slack.OptionBlockObject, more int) {
	var open, said []guard.DispositionGroup
	for _, g := range r.DispositionGroups() {
		if _, ok := r.Dispositions[g.Key]; ok {
			said = append(said, g)
		} else {
			open = append(open, g)
		}
	}
	all = categoryOptions(r)
	all, more = fill(all, open, "")
	all, left := fill(all, said, "said: ")
	return all, more + left
}

// fill adds groups up to what a menu takes, and counts the others.
func fill(menu []*slack.OptionBlockObject, groups []guard.DispositionGroup, prefix string) (filled []*slack.OptionBlockObject, more int) {
	room := max(0, min(maxChoices-len(menu), len(groups)))
	for _, g := range groups[:room] {
		menu = append(menu, groupOption(g, prefix))
	}
	return menu, len(groups) - room
}

func groupOption(g guard.DispositionGroup, prefix string) *slack.OptionBlockObject {
	text := prefix + string(g.First.Category) + " " + cmp.Or(g.First.Group, g.First.ID)
	if g.Size > 1 {
		text += fmt.Sprintf(" (%d)", g.Size)
	}
	return option(choiceGroup+hash(g.Key), text+", "+string(g.First.Severity))
}

func categoryOptions(r guard.Request) []*slack.OptionBlockObject {
	count := map[guard.Category]int{}
	var order []guard.Category
	for _, g := range r.DispositionGroups() {
		if g.InUse {
			continue
		}
		if count[g.First.Category] == 0 {
			order = append(order, g.First.Category)
		}
		count[g.First.Category]++
	}
	var options []*slack.OptionBlockObject
	for _, c := range order {
		if count[c] > 1 {
			options = append(options, option(choiceCategory+string(c), fmt.Sprintf("All of %s that are not in use now (%d)", c, count[c])))
		}
	}
	return options
}

// Disposed returns what a choice in BlockWhat stands for, as it is handed in with a disposition: the key of a group,
// or what stands for a whole category; nothing if the audit no longer has it.
func Disposed(r guard.Request, choice string) []string {
	category, byCategory := strings.CutPrefix(choice, choiceCategory)
	name, byGroup := strings.CutPrefix(choice, choiceGroup)
	for _, g := range r.DispositionGroups() {
		switch {
		case byCategory && !g.InUse && string(g.First.Category) == category:
			return []string{guard.AllOf(g.First.Category)}
		case byGroup && hash(g.Key) == name:
			return []string{g.Key}
		}
	}
	return nil
}
