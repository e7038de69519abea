package explore

import "kmsguard/guard"

var (
	deletion = guard.Plan{Action: guard.Delete, WindowDays: 7}
	disable  = guard.Plan{Action: guard.Disable}
)

// approvedDelete begins with an approved deletion, of which limit says what may happen.
func approvedDelete(name string, limit Budget) Scenario {
	return Scenario{Name: name, Key: guard.StateEnabled, Plan: deletion, Undo: guard.Cancel, Approved: true, Assigned: true, FenceProven: true, Limit: limit}
}

// asked begins with nothing.
func asked(name string, plan guard.Plan, limit Budget) Scenario {
	s := Scenario{Name: name, Key: guard.StateEnabled, Plan: plan, Undo: guard.Cancel, FenceProven: true, Limit: limit}
	if plan.Action == guard.Disable {
		s.Undo = guard.Enable
	}
	return s
}

func with(s Scenario, edit func(*Scenario)) Scenario {
	edit(&s)
	return s
}

func unproven(s *Scenario)     { s.FenceProven = false }
func fromDisabled(s *Scenario) { s.Key = guard.StateDisabled }
func inQueue(s *Scenario)      { s.Queued = true }
func blind(s *Scenario)        { s.Blind = true }
func assignedToAll(s *Scenario) {
	s.Assigned = true
}
func disabling(s *Scenario) { s.Plan, s.Undo = disable, guard.Enable }

// quick are the scenarios of every test run.
func quick() []Scenario {
	return []Scenario{
		asked("statements by anybody", deletion, Budget{Opens: 1}),
		with(asked("a disable, and all ends", disable, Budget{Opens: 1, Ends: 1}), assignedToAll),
		with(approvedDelete("two requests", Budget{Opens: 1, Ends: 1, Vain: 1}), func(s *Scenario) { s.Depth = 9 }),
		approvedDelete("a lost reply and a rescue", Budget{Rescues: 1, Losses: 1}),
		approvedDelete("a crash and a rescue", Budget{Rescues: 1, Crashes: 1, Again: 1}),
		with(approvedDelete("a disable and its enable", Budget{Rescues: 1, Crashes: 1}), disabling),
		with(approvedDelete("a restore", Budget{Rescues: 1, Losses: 1}), fromDisabled),
		approvedDelete("lost, late, and run again", Budget{Losses: 1, Ticks: 2, Again: 1}),
		with(approvedDelete("lost, late, no proven fence", Budget{Losses: 1, Ticks: 2, Again: 1}), unproven),
		approvedDelete("an operator", Budget{Losses: 2, Ticks: 1}),
		approvedDelete("messages", Budget{Posts: 2, Losses: 2, Crashes: 1}),
		with(approvedDelete("messages, history unreadable", Budget{Posts: 2, Losses: 1, Crashes: 1}), blind),
	}
}

// full are the scenarios of the long run, beside the quick ones: a few minutes.
func full() []Scenario {
	return []Scenario{
		asked("statements by anybody, one in vain", deletion, Budget{Opens: 1, Vain: 1}),
		asked("the world changes", disable, Budget{Opens: 1, Changes: 1, Ends: 1}),
		with(with(asked("twice delivered, queued", disable, Budget{Opens: 1, Changes: 1, Again: 1, Duplicates: 1}), assignedToAll), inQueue),
		with(asked("asked twice", deletion, Budget{Opens: 2, Ends: 1, Vain: 1}), assignedToAll),
		approvedDelete("rescue, lost, time, crash", Budget{Rescues: 1, Losses: 1, Ticks: 1, Crashes: 1}),
		with(approvedDelete("rescue, crash, time, no proven fence", Budget{Rescues: 1, Ticks: 1, Crashes: 1}), unproven),
		with(approvedDelete("disable: rescue, lost, time", Budget{Rescues: 1, Losses: 1, Ticks: 1}), disabling),
		approvedDelete("lost twice, time, crash, again, end", Budget{Losses: 2, Ticks: 2, Crashes: 1, Again: 1, Ends: 1}),
		with(approvedDelete("restore: lost twice, crash", Budget{Rescues: 1, Losses: 2, Crashes: 1}), fromDisabled),
		with(approvedDelete("two requests and a rescue", Budget{Opens: 1, Ends: 1, Rescues: 1}), func(s *Scenario) { s.Depth = 18 }),
		approvedDelete("two crashes and two rescues", Budget{Rescues: 2, Crashes: 2}),
	}
}

// huge is a scenario that takes a machine for longer.
func huge() []Scenario {
	return []Scenario{
		approvedDelete("messages and everything else", Budget{Posts: 3, Losses: 2, Crashes: 2, Rescues: 1}),
	}
}
