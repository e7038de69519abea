package page_test

import (
	"html"
	"net/http"
	"strings"
	"testing"

	"kmsguard/guard/aliyunsim"
)

const (
	ordersKey = "key-hzz650a1b2c3d4e5f6g7h"
	toOrders  = "?back=%2Fshop%2Falice%2Fkey-changes%3Fpane%3Dcloud%26key%3D" + ordersKey
)

func TestConsoleOffersEveryVerb(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	a := s.get(ordersUp)
	for _, v := range aliyunsim.ConsoleVerbs() {
		s.wants(a, http.StatusOK, `data-console="`+v.Name+`"`, html.EscapeString(v.Says))
		if v.Argument != "" {
			s.wants(a, http.StatusOK, `<label for="verb-`+v.Name+`-argument">`+html.EscapeString(v.Argument))
		}
	}
	if all := s.get(cloudHere); strings.Contains(all.text, "data-console") {
		t.Error("the console is shown where no key is open")
	}
}

func TestAColleagueActsAtTheConsole(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	s.wants(s.post("/do/cloud/console"+toOrders, "key", ordersKey, "event", "SetDeletionProtection", "argument", "true"), http.StatusOK, "protected from deletion")
	s.wants(s.post("/do/cloud/console"+toOrders, "key", ordersKey, "event", "SetDeletionProtection", "argument", "false"), http.StatusOK)
	s.wants(s.post("/do/cloud/console"+toOrders, "key", ordersKey, "event", "ScheduleKeyDeletion", "argument", "9"), http.StatusOK,
		"PendingDeletion", "Destroyed on or after", "by colleague", "visible from 10:05")
	s.wants(s.post("/do/cloud/console"+toOrders, "key", ordersKey, "event", "DisableKey"), http.StatusUnprocessableEntity, "Rejected.StateModifiedFailed")
	s.wants(s.post("/do/cloud/console"+toOrders, "key", ordersKey, "event", "ScheduleKeyDeletion", "argument", "soon"), http.StatusUnprocessableEntity)
	s.wants(s.post("/do/cloud/console"+toOrders, "key", ordersKey, "event", "Nothing"), http.StatusUnprocessableEntity)
}

func TestAColleagueAddsAndRemovesADependent(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	s.wants(s.post("/do/cloud/add"+toOrders, "key", ordersKey, "kind", "ecs_disks"), http.StatusOK, "d-colleague-1", "data disk of i-colleague, attached")
	s.wants(s.post("/do/cloud/remove"+toOrders, "kind", "ecs_disks", "id", "d-colleague-1"), http.StatusOK)
	if a := s.get(ordersUp); strings.Contains(a.text, "d-colleague-1") {
		t.Error("what was removed is still shown")
	}
	s.wants(s.post("/do/cloud/remove"+toOrders, "kind", "ecs_disks"), http.StatusUnprocessableEntity, "does not say what to remove")
	s.wants(s.post("/do/cloud/add"+toOrders, "key", ordersKey, "kind", "principals"), http.StatusUnprocessableEntity, "cannot be made by itself")
}
