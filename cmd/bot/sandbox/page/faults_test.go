package page_test

import (
	"html"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"kmsguard/bot/slacksim"
	"kmsguard/cmd/bot/sandbox/page"
	"kmsguard/guard/aliyunsim"
)

const (
	faultsHere = "/shop/alice/key-changes?pane=faults"
	toFaults   = "?back=%2Fshop%2Falice%2Fkey-changes%3Fpane%3Dfaults"
)

// Every prepared fault is taken by the simulator that it is for, says what to
// expect, and is shown as ordered.
func TestEveryFaultCanBeOrdered(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	seen := map[string]bool{}
	for _, f := range page.Faults() {
		if seen[f.ID] || !strings.HasSuffix(f.Expect, ".") || f.Title == "" {
			t.Errorf("%+v has an ID that is taken, or no sentence", f)
		}
		seen[f.ID] = true
		if f.ID == "start" {
			s.up = false
		}
		s.wants(s.post("/do/fault/"+f.ID+toFaults), http.StatusOK, html.EscapeString(f.Expect))
	}
	s.wants(s.get(faultsHere), http.StatusOK,
		"rds.DescribeDBInstances is refused with Throttling.User, 2 more times", "rds.DescribeDBInstances is refused with Forbidden.RAM, until it is removed",
		"ecs.DescribeDisks takes effect, and half of its reply arrives, until it is removed", "kms.ListSecrets counts one more than there is",
		"kms.ScheduleKeyDeletion is lost on its way, 1 more time<", "kms.ScheduleKeyDeletion takes effect, and its reply is lost, 1 more time<",
		"slack.chat.postMessage is refused with fatal_error, 3 times in all; how many are left cannot be told", "the bot is killed after the effect of the next kms.ScheduleKeyDeletion", "The bot runs.")
	s.wants(s.post("/do/fault/clear"+toFaults), http.StatusOK, "No fault is ordered.")
}

func TestTheBotIsKilledAndStarted(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	s.wants(s.post("/do/fault/kill"+toFaults), http.StatusOK, "The bot is down.", "Start the bot")
	s.trouble = "the bot ended by itself"
	s.wants(s.get(faultsHere), http.StatusOK, "the bot ended by itself")
	s.wants(s.post("/do/fault/start"), http.StatusOK)
	s.wants(s.post("/do/fault/start"), http.StatusUnprocessableEntity, "runs already")
}

// removal is a form of the list of orders.
var removal = regexp.MustCompile(`(?s)<form method="post" action="/` + token + `(/do/fault/remove[^"]*)" class="line">(.*?)<span>(.*?)</span>`)

// remove presses the button beside the order with that text.
func (s *site) remove(text string) answer {
	s.t.Helper()
	for _, form := range removal.FindAllStringSubmatch(s.get(faultsHere).text, -1) {
		if html.UnescapeString(form[3]) != text {
			continue
		}
		var pairs []string
		for _, field := range regexp.MustCompile(`name="([^"]*)" value="([^"]*)"`).FindAllStringSubmatch(form[2], -1) {
			pairs = append(pairs, field[1], html.UnescapeString(field[2]))
		}
		return s.post(html.UnescapeString(form[1]), pairs...)
	}
	s.t.Fatalf("%q is not ordered", text)
	return answer{}
}

// One order is taken back; what is left of the others stays.
func TestOneFaultIsRemoved(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	for _, f := range []string{"throttle", "refuse-list", "timeout-before", "refuse-posts", "kill-after"} {
		s.wants(s.post("/do/fault/"+f), http.StatusOK)
	}
	newCloudClient(s).call(botUser, "rds", "2014-08-15", "DescribeDBInstances", "RegionId", "cn-hangzhou") // is throttled
	s.wants(s.remove("rds.DescribeDBInstances is refused with Forbidden.RAM, until it is removed"), http.StatusOK)
	want := []aliyunsim.Fault{
		{API: "rds.DescribeDBInstances", Kind: aliyunsim.FaultError, Code: "Throttling.User", Times: 1},
		{API: "kms.ScheduleKeyDeletion", Kind: aliyunsim.FaultTimeoutBefore, Times: 1},
	}
	if got := s.cloud.Faults(); !slices.Equal(got, want) {
		t.Errorf("left: %+v", got)
	}
	s.wants(s.remove("rds.DescribeDBInstances is refused with Throttling.User, 1 more time"), http.StatusOK)
	s.wants(s.remove("slack.chat.postMessage is refused with fatal_error, 3 times in all; how many are left cannot be told"), http.StatusOK)
	s.wants(s.remove("the bot is killed after the effect of the next kms.ScheduleKeyDeletion"), http.StatusOK)
	if _, _, set := s.Trap(); set || len(s.cloud.Faults()) != 1 || len(s.slack.Faults()) != 0 {
		t.Errorf("left: %v %+v %+v", set, s.cloud.Faults(), s.slack.Faults())
	}
	gone := []string{"in", "cloud", "api", "rds.DescribeDBInstances", "kind", "error", "code", "Throttling.User", "status", "0"}
	s.wants(s.post("/do/fault/remove", gone...), http.StatusUnprocessableEntity, "no longer ordered")
	s.wants(s.post("/do/fault/remove"), http.StatusUnprocessableEntity, "does not say what to remove")
}

func TestAFaultOfOnesOwn(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	s.wants(s.post("/do/fault/order", "api", " kms.ListKeys ", "kind", "html", "times", "1"), http.StatusOK)
	s.wants(s.post("/do/fault/order", "api", "slack.users.info", "kind", "rate-limit", "code", "7", "times", "0"), http.StatusOK)
	if c, sl := s.cloud.Faults(), s.slack.Faults(); len(c) != 1 || c[0].Kind != aliyunsim.FaultHTML || len(sl) != 1 || sl[0].Code != "7" {
		t.Errorf("ordered %v and %v", c, sl)
	}
	s.wants(s.get(faultsHere), http.StatusOK, "slack.users.info is refused by Slack for its rate with 7, until it is removed")
	for _, wrong := range []struct{ api, kind, times, says string }{
		{"kms.Nothing", "error", "1", "is not served"},
		{"slack.nothing", "error", "1", "there is no such method"},
		{"slack.users.info", "wrong-total", "1", "is not one of"},
		{"kms.ListKeys", "rate-limit", "1", "is unknown"},
		{"kms.ListKeys", "error", "often", "whole number"},
		{"kms.ListKeys", "error", "-1", "whole number"},
	} {
		s.wants(s.post("/do/fault/order", "api", wrong.api, "kind", wrong.kind, "times", wrong.times), http.StatusUnprocessableEntity, wrong.says)
	}
	s.wants(s.post("/do/fault/none"), http.StatusNotFound)
}

// The form offers every kind of fault of both simulators, and none besides.
func TestEveryKindOfFaultIsOffered(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	var offered []string
	for _, m := range regexp.MustCompile(`<option value="([a-z-]+)">`).FindAllStringSubmatch(s.get(faultsHere).text, -1) {
		offered = append(offered, m[1])
		inCloud := s.cloud.SetFault(aliyunsim.Fault{API: "kms.ListKeys", Kind: aliyunsim.FaultKind(m[1])})
		inSlack := s.slack.SetFault(slacksim.Fault{API: "slack.users.info", Kind: m[1]})
		if inCloud != nil && inSlack != nil {
			t.Errorf("%s: %v; %v", m[1], inCloud, inSlack)
		}
	}
	ofCloud := []aliyunsim.FaultKind{
		aliyunsim.FaultError, aliyunsim.FaultTimeoutBefore, aliyunsim.FaultTimeoutAfter, aliyunsim.FaultResetBefore, aliyunsim.FaultResetAfter,
		aliyunsim.FaultTruncate, aliyunsim.FaultHTML, aliyunsim.FaultWrongTotal, aliyunsim.FaultRepeatToken, aliyunsim.FaultEmptyPage,
		aliyunsim.FaultDropRow, aliyunsim.FaultUnknownValue, aliyunsim.FaultSlow,
	}
	all := slices.Clone(slacksim.FaultKinds)
	for _, kind := range ofCloud {
		all = append(all, string(kind))
	}
	for _, kind := range all {
		if !slices.Contains(offered, kind) {
			t.Errorf("%s is not offered", kind)
		}
	}
}
