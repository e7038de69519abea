package page

import "net/url"

// tourParts are the guided tour: one card that says one thing to do, and points
// at the one element to click.
var tourParts = []part{{"tour", tour}}

// The tour is about one key of one world, and begins in one seat of it.
const (
	tourWorld = "shop"
	tourAlias = "alias/orders"
	tourSeat  = "alice"
	tourRoom  = "key-changes"
)

// tourSteps is how many steps the tour has.
const tourSteps = 10

// pointer is what the tour says now.
type pointer struct {
	Step    int // 0: a way back to the tour
	Title   string
	Why     string   // why it matters
	Do      string   // the one thing to do
	Point   string   // CSS selector of the one element to click; empty: wait, or done
	Then    *pointer // what follows once that is written or unfolded, which only the browser knows
	Command string   // what the card's own button writes into the message box
	Anew    bool     // the card's own button begins the world anew
	Done    bool
}

// says is what the card says of one thing to do.
type says struct {
	*pointer
	Steps int
}

// tour is the card, while somebody takes the tour.
func tour(sc *scene) []item {
	if !sc.at.Tour {
		return nil
	}
	p := next(sc.sight())
	return []item{sc.one("tour-card", "tour", struct {
		pointer
		Says, ThenSays           says
		World, Leave, Say, Begin string
	}{p, says{&p, tourSteps}, says{p.Then, tourSteps}, tourWorld, sc.link(sc.at.tour(false)), sc.act("say"), sc.page.tourBegin()})}
}

// tourBegin is where the form goes that begins the tour's world anew and leads to
// the tour's first seat.
func (p *Page) tourBegin() string {
	first := place{World: tourWorld, Seat: tourSeat, Room: tourRoom, Tour: true}
	return p.root + "/do/world/choose?back=" + url.QueryEscape(first.path())
}
