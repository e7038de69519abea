package page

import "time"

// status is the line at the top: the world, its time, and whether the bot runs.
func status(sc *scene) []item {
	running, trouble := sc.host.Bot()
	to, moving := sc.host.Moving()
	return []item{sc.one("status-line", "status", struct {
		World, Trouble  string
		Now, To         time.Time
		Running, Moving bool
	}{sc.host.World(), trouble, sc.now.UTC(), to.UTC(), running, moving})}
}
