package page

import (
	"context"
	"errors"
	"net/url"
	"strconv"
	"strings"

	"kmsguard/bot/slacksim"
	"kmsguard/guard/aliyunsim"
)

// faultParts are what can go wrong, and what is about to.
var faultParts = []part{
	{"armed", armed},
	{"faults", faults},
	{"own-fault", ownFault},
}

// armed says whether the bot runs, and lists the faults that are ordered.
func armed(sc *scene) []item {
	running, trouble := sc.host.Bot()
	return []item{
		sc.one("bot-state", "bot-state", map[string]any{"Running": running, "Trouble": trouble, "Start": sc.control("fault/start"), "Kill": sc.control("fault/kill")}),
		sc.one("armed-faults", "armed", map[string]any{"Orders": sc.orders(), "Remove": sc.control("fault/remove"), "Clear": sc.control("fault/clear")}),
	}
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
	return []item{sc.one("own-fault", "own-fault", map[string]any{"Do": sc.control("fault/order"), "Kinds": faultKinds})}
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
		"fault/order":  order,
		"fault/remove": removeOrder,
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
	api, kind, code := strings.TrimSpace(form.Get("api")), form.Get("kind"), strings.TrimSpace(form.Get("code"))
	if strings.HasPrefix(api, slackAPI) {
		return p.host.Slack().SetFault(slacksim.Fault{API: api, Kind: kind, Code: code, Times: times})
	}
	return p.host.Cloud().SetFault(aliyunsim.Fault{API: api, Kind: aliyunsim.FaultKind(kind), Code: code, Times: times})
}
