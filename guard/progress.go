package guard

import "time"

// Progress is told how far an audit has come, as often as that changes. It must not block.
type Progress func(Step)

// Step is how far an audit has come.
type Step struct {
	Done, Total int    // lists that were read, and all that are to be read
	What        string // the list that was read last: "ecs-disk in cn-hangzhou"
	Calls       int
	Throttled   int           // calls refused because a quota was used up, and made again
	Left        time.Duration // estimated; 0 is not known
	Categories  []CategoryStep
}

// CategoryStep is how far one category has come, in the audit's order.
type CategoryStep struct {
	Category    Category
	Done, Total int // places that were read, and all that are to be read
	Calls       int
	Throttled   int
	Found       int // dependencies
}
