package page

// tourParts are the guided tour: one card that says one thing to do, and points
// at the one element to click.
var tourParts = []part{{"tour", tour}}

// tourSteps is how many steps the tour has.
const tourSteps = 10

func tour(sc *scene) []item {
	if !sc.at.Tour {
		return nil
	}
	p := next(sc.sight())
	return []item{sc.one("tour-card", "tour", struct {
		pointer
		Steps      int
		Leave, Say string
	}{p, tourSteps, sc.link(sc.at.tour(false)), sc.act("say")})}
}

// pointer is what the tour says now.
type pointer struct {
	Step    int
	Title   string
	Why     string // why it matters
	Do      string // the one thing to do
	Point   string // CSS selector of the one element to click; empty: wait, or done
	Command string // what is to be sent as a command by the card's own button
	Done    bool
}
