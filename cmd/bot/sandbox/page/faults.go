package page

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strconv"

	"kmsguard/bot/slacksim"
	"kmsguard/guard/aliyunsim"
)

// faultParts are what can go wrong, and what is about to.
var faultParts = []part{
	{"armed", inPane(faultsPane, armed)},
	{"faults", inPane(faultsPane, faults)},
	{"own-fault", inPane(faultsPane, ownFault)},
}

// armed says whether the bot runs, and lists the faults that are ordered.
func armed(sc *scene) []item {
	running, trouble := sc.host.Bot()
	items := []item{sc.one("bot-state", "bot-state", map[string]any{"Running": running, "Trouble": trouble, "Start": sc.control("fault/start"), "Kill": sc.control("fault/kill")})}
	var lines []string
	for _, f := range sc.cloud.Faults() {
		lines = append(lines, f.API+" "+string(f.Kind)+" "+f.Code+left(f.Times))
	}
	for _, f := range sc.slack.Faults() {
		lines = append(lines, f.API+" "+f.Kind+" "+f.Code+left(f.Times))
	}
	if api, after, set := sc.host.Trap(); set {
		when := "before"
		if after {
			when = "after"
		}
		lines = append(lines, "the bot is killed "+when+" the effect of the next "+api)
	}
	return append(items, sc.one("armed-faults", "armed", map[string]any{"Lines": lines, "Clear": sc.control("fault/clear")}))
}

func left(times int) string {
	if times == 0 {
		return ", until it is removed"
	}
	return fmt.Sprintf(", %d times", times)
}

// faults are those that are prepared.
func faults(sc *scene) []item {
	var items []item
	for _, f := range Faults() {
		items = append(items, sc.one("fault-"+f.ID, "fault", struct {
			Fault
			Do string
		}{f, sc.control("fault/" + f.ID)}))
	}
	return items
}

// ownFault is a form for any other.
func ownFault(sc *scene) []item {
	return []item{sc.one("own-fault", "own-fault", map[string]any{"Do": sc.control("fault/order"), "Kinds": []string{
		"error", "timeout-before", "timeout-after", "reset-before", "reset-after", "truncate", "html", "slow",
		"wrong-total", "repeat-token", "empty-page", "drop-row", "unknown-value", "rate-limit",
	}})}
}

// faultControls are what the faults' forms do.
var faultControls = faultControlsByID()

func faultControlsByID() map[string]control {
	all := map[string]control{
		"fault/clear": func(_ context.Context, p *Page, _ url.Values) error {
			p.host.Cloud().ClearFaults()
			p.host.Slack().ClearFaults()
			p.host.KillAt("", false)
			return nil
		},
		"fault/order": order,
	}
	for _, f := range Faults() {
		all["fault/"+f.ID] = func(ctx context.Context, p *Page, _ url.Values) error { return f.do(ctx, p.host) }
	}
	return all
}

// order orders a fault of one's own, in the simulator that serves the API.
func order(_ context.Context, p *Page, form url.Values) error {
	times, err := strconv.Atoi(form.Get("times"))
	if err != nil || times < 0 {
		return errors.New("how often is a whole number; 0 means until it is removed")
	}
	api, kind, code := form.Get("api"), form.Get("kind"), form.Get("code")
	inCloud := p.host.Cloud().SetFault(aliyunsim.Fault{API: api, Kind: aliyunsim.FaultKind(kind), Code: code, Times: times})
	if inCloud == nil {
		return nil
	}
	if inSlack := p.host.Slack().SetFault(slacksim.Fault{API: api, Kind: kind, Code: code, Times: times}); inSlack != nil {
		return fmt.Errorf("neither simulator takes it: %w; %w", inCloud, inSlack)
	}
	return nil
}
