package page

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"

	"kmsguard/guard/aliyunsim"
)

// slackAPI is how the names of Slack's calls begin.
const slackAPI = "slack."

// ordered is a fault that waits for its call, and the form that removes it.
type ordered struct {
	Text, Label string
	Fields      []parameter
}

// The simulator or the process that an order is for.
const (
	inTheCloud = "cloud"
	inSlack    = "slack"
	inTheBot   = "bot"
)

// orders are the faults that are ordered. Those of Slack are removed together:
// its simulator tells what was ordered and not what of it is left, so that a
// single one cannot be taken out without ordering the others anew.
func (sc *scene) orders() []ordered {
	var all []ordered
	for _, f := range sc.cloud.Faults() {
		all = append(all, ordered{
			Text: failure(f.API, string(f.Kind), f.Code) + pass(f.After) + left(f.Times), Label: "Remove",
			Fields: []parameter{{"in", inTheCloud}, {"api", f.API}, {"kind", string(f.Kind)}, {"code", f.Code}, {"status", strconv.Itoa(f.Status)}},
		})
	}
	for _, f := range sc.slack.Faults() {
		all = append(all, ordered{
			Text: failure(f.API, f.Kind, f.Code) + pass(f.After) + ofSlack(f.Times), Label: "Remove all of Slack",
			Fields: []parameter{{"in", inSlack}},
		})
	}
	if api, after, set := sc.host.Trap(); set {
		when := "before"
		if after {
			when = "after"
		}
		all = append(all, ordered{Text: "the bot is killed " + when + " the effect of the next " + api, Label: "Remove", Fields: []parameter{{"in", inTheBot}}})
	}
	return all
}

// failure says which calls fail, and how.
func failure(api, kind, code string) string {
	text := api + " " + saysOf(kind)
	if code != "" {
		text += " with " + code
	}
	return text
}

func pass(after int) string {
	if after == 0 {
		return ""
	}
	return fmt.Sprintf(", after %d more %s", after, plural(after, "call", "calls"))
}

func left(times int) string {
	if times == 0 {
		return ", until it is removed"
	}
	return fmt.Sprintf(", %d more %s", times, plural(times, "time", "times"))
}

func ofSlack(times int) string {
	if times == 0 {
		return left(times)
	}
	return fmt.Sprintf(", %d %s in all; how many are left cannot be told", times, plural(times, "time", "times"))
}

// removeOrder takes one order back. That it is no longer there is an error: it may
// have happened meanwhile.
func removeOrder(_ context.Context, p *Page, form url.Values) error {
	switch form.Get("in") {
	case inTheBot:
		p.host.KillAt("", false)
	case inSlack:
		p.host.Slack().ClearFaults()
	case inTheCloud:
		return removeFault(p.host.Cloud(), func(f aliyunsim.Fault) bool {
			return f.API == form.Get("api") && string(f.Kind) == form.Get("kind") && f.Code == form.Get("code") && strconv.Itoa(f.Status) == form.Get("status")
		})
	default:
		return errors.New("the form does not say what to remove; load the page again")
	}
	return nil
}

// removeFault takes the first such fault out. The simulator only removes all, so
// the others are ordered again with what is left of them.
func removeFault(cloud *aliyunsim.Sim, is func(aliyunsim.Fault) bool) error {
	all := cloud.Faults()
	at := slices.IndexFunc(all, is)
	if at < 0 {
		return errors.New("this fault is no longer ordered; it may have happened meanwhile")
	}
	cloud.ClearFaults()
	var err error
	for _, f := range slices.Delete(all, at, at+1) {
		err = errors.Join(err, cloud.SetFault(f))
	}
	return err
}
