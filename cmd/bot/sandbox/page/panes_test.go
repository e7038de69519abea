package page_test

import (
	"net/http"
	"strings"
	"testing"

	"kmsguard/cmd/bot/sandbox/page"
	"kmsguard/guard/aliyunsim"
)

const ordersKey = "key-hzz650a1b2c3d4e5f6g7h"

func TestCloudPaneShowsKeysAndWhatDependsOnThem(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	s.wants(s.get("/shop/alice/key-changes?pane=cloud"), http.StatusOK,
		"cn-hangzhou", "cn-shanghai", ordersKey, "alias/orders", "orders database", "Disabled", "ecs snapshots 1 · oss buckets 1", "nothing names it")
	s.wants(s.get("/shop/alice/key-changes?pane=cloud&key="+ordersKey), http.StatusOK,
		"orders-archive", "s-bp1orders2024", "snapshot of disk d-bp1orders", "ScheduleKeyDeletion", "outside of the bot", "Decrypt", "by etl")
	s.wants(s.get("/shop/alice/key-changes?pane=cloud&key=key-none"), http.StatusOK, "No key key-none exists")
	if a := s.get("/shop/alice/key-changes"); strings.Contains(a.text, "orders-archive") {
		t.Error("the cloud is shown where its pane is closed")
	}
}

func TestAColleagueActsAtTheConsole(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	const back = "?back=%2Fshop%2Falice%2Fkey-changes%3Fpane%3Dcloud%26key%3D" + ordersKey
	s.wants(s.post("/do/cloud/console"+back, "key", ordersKey, "event", "ScheduleKeyDeletion", "argument", "9"), http.StatusOK,
		"PendingDeletion", "Destroyed on or after", "by colleague", "visible from")
	s.wants(s.post("/do/cloud/console"+back, "key", ordersKey, "event", "DisableKey"), http.StatusUnprocessableEntity, "Rejected.StateModifiedFailed")
	s.wants(s.post("/do/cloud/add"+back, "key", ordersKey, "kind", "ecs_disks"), http.StatusOK, "d-colleague-1", "data disk of i-colleague, attached")
	s.wants(s.post("/do/cloud/remove"+back, "kind", "ecs_disks", "id", "d-colleague-1"), http.StatusOK)
	if a := s.get("/shop/alice/key-changes?pane=cloud&key=" + ordersKey); strings.Contains(a.text, "d-colleague-1") {
		t.Error("what was removed is still shown")
	}
	s.wants(s.post("/do/cloud/remove"+back, "kind", "ecs_disks"), http.StatusUnprocessableEntity, "does not say what to remove")
}

// Every prepared fault is taken by the simulator that it is for, says what to
// expect, and is shown as about to happen.
func TestEveryFaultCanBeOrdered(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	seen := map[string]bool{}
	for _, f := range page.Faults() {
		if seen[f.ID] || !strings.HasSuffix(f.Expect, ".") || f.Title == "" {
			t.Errorf("%+v has an ID that is taken, or no sentence", f)
		}
		seen[f.ID] = true
		s.wants(s.post("/do/fault/"+f.ID+"?back=%2Fshop%2Falice%2Fkey-changes%3Fpane%3Dfaults"), http.StatusOK, "Expect:")
	}
	s.wants(s.get("/shop/alice/key-changes?pane=faults"), http.StatusOK,
		"rds.DescribeDBInstances error Throttling.User, 2 times", "ecs.DescribeDisks truncate , until it is removed", "slack.chat.postMessage error fatal_error, 3 times",
		"the bot is killed after the effect of the next kms.ScheduleKeyDeletion", "The bot runs.")
	s.wants(s.post("/do/fault/clear?back=%2Fshop%2Falice%2Fkey-changes%3Fpane%3Dfaults"), http.StatusOK, "No fault is ordered.")
	s.wants(s.post("/do/fault/kill?back=%2Fshop%2Falice%2Fkey-changes%3Fpane%3Dfaults"), http.StatusOK, "The bot is down.", "Start the bot")
	s.trouble = "the bot ended by itself"
	s.wants(s.get("/shop/alice/key-changes?pane=faults"), http.StatusOK, "the bot ended by itself")
	s.wants(s.post("/do/fault/start"), http.StatusOK)
	s.wants(s.post("/do/fault/start"), http.StatusUnprocessableEntity, "runs already")
}

func TestAFaultOfOnesOwn(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	s.wants(s.post("/do/fault/order", "api", "kms.ListKeys", "kind", "html", "times", "1"), http.StatusOK)
	s.wants(s.post("/do/fault/order", "api", "slack.users.info", "kind", "rate-limit", "times", "0"), http.StatusOK)
	if c, sl := s.cloud.Faults(), s.slack.Faults(); len(c) != 1 || c[0].Kind != aliyunsim.FaultHTML || len(sl) != 1 {
		t.Errorf("ordered %v and %v", c, sl)
	}
	s.wants(s.post("/do/fault/order", "api", "kms.Nothing", "kind", "error", "times", "1"), http.StatusUnprocessableEntity, "neither simulator takes it")
	s.wants(s.post("/do/fault/order", "api", "kms.ListKeys", "kind", "error", "times", "often"), http.StatusUnprocessableEntity, "whole number")
	s.wants(s.post("/do/fault/none"), http.StatusNotFound)
}
