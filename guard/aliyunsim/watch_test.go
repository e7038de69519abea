package aliyunsim

import (
	"slices"
	"testing"
	"time"
)

func woken(changed <-chan struct{}) bool {
	select {
	case <-changed:
		return true
	default:
		return false
	}
}

// Whoever looks wakes nobody, or a page that looks at every change would wake
// itself for ever; whatever changes wakes who watches.
func TestChangedWakesForChangesAlone(t *testing.T) {
	c := startCloud(t, stateWorld)
	s := c.sim
	changed := s.Changed()
	for range 2 {
		s.State()
		s.Calls()
		s.LatestCalls(10, nil)
		s.Effects("kms.DisableKey")
		s.Faults()
		s.Key(testKey)
		s.KeyViews()
		s.Dependents()
		s.TrailEvents(10)
	}
	if woken(changed) {
		t.Fatal("a look counts as a change")
	}
	for name, change := range map[string]func(){
		"a call":        func() { c.kms("DescribeKey", "KeyId", testKey) },
		"the console":   func() { must(t, s.Console("DisableKey", "key-enabled")) },
		"a fault":       func() { must(t, s.SetFault(Fault{API: "kms.DescribeKey"})) },
		"a row":         func() { must(t, s.Add("ecs_disks", []byte("{id: d-1, region: cn-hangzhou}"))) },
		"a removed row": func() { must(t, s.Remove("keys", "key-disabled")) },
	} {
		changed := s.Changed()
		if change(); !woken(changed) {
			t.Errorf("%s wakes nobody", name)
		}
	}
}

// A key that is destroyed because its time came is a change, also for somebody
// who only came to look, once.
func TestDestructionWakesOnce(t *testing.T) {
	c := startCloud(t, stateWorld)
	c.advance(60 * 24 * time.Hour)
	changed := c.sim.Changed()
	if k, _ := c.sim.Key("key-pending"); k.State != "Deleted" || !woken(changed) {
		t.Errorf("the key is %s, and who watches was woken: %v", k.State, woken(changed))
	}
	changed = c.sim.Changed()
	if c.sim.KeyViews(); woken(changed) {
		t.Error("a key is destroyed twice")
	}
	// A new world may bring a key of the same name: it is one key then.
	must(t, c.sim.Add("keys", []byte("{id: key-pending, region: cn-hangzhou}")))
	views := slices.DeleteFunc(c.sim.KeyViews(), func(k KeyView) bool { return k.ID != "key-pending" })
	if len(views) != 1 || views[0].State != "Enabled" {
		t.Errorf("the key is shown as %+v", views)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Error(err)
	}
}
