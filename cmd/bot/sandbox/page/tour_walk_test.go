package page

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// walker is somebody who clicks what the tour points at, in a small model of the
// sandbox: what each click does there is what it does in the real one.
type walker struct {
	sight
	windows map[string]*window // by seat
	read    map[string]bool    // who opened the audit
	left    int                // dependencies without a disposition
}

// mostClicks is more than any way back and the whole tour take.
const mostClicks = 120

func newWalker() *walker {
	return &walker{sight: begun(), windows: map[string]*window{}, read: map[string]bool{}}
}

// sees is what the tour sees now.
func (w *walker) sees() sight {
	s := w.sight
	s.window = w.windows[s.at.Seat]
	return s
}

// finish clicks until the tour is done.
func (w *walker) finish(t interface {
	Fatalf(format string, args ...any)
}) {
	var way []string
	for range mostClicks {
		p := next(w.sees())
		if p.Done {
			return
		}
		if p.Point == "" {
			t.Fatalf("nothing to click: %+v\nthe way was %s", p, strings.Join(way, "\n"))
		}
		way = append(way, p.Point)
		if why := w.click(p.Point); why != "" {
			t.Fatalf("%s: %+v\nthe way was %s", why, p, strings.Join(way, "\n"))
		}
	}
	t.Fatalf("the tour does not end; the last of its way was %s", strings.Join(way[len(way)-10:], "\n"))
}

// quoted is the value that a selector asks for.
var quoted = regexp.MustCompile(`\[(data-\w+)="([^"]*)"\]`)

// click clicks what a selector names; it says why if that is not to be clicked.
func (w *walker) click(selector string) string {
	window, inDialog := w.windows[w.at.Seat], strings.HasPrefix(selector, "dialog ")
	if (window != nil) != inDialog {
		return "what is pointed at is behind a window, or in one that is not open"
	}
	name, value := "", ""
	if found := quoted.FindStringSubmatch(selector); found != nil {
		name, value = found[1], found[2]
	}
	switch {
	case inDialog:
		return w.clickInWindow(selector, value, window)
	case name == "data-seat":
		w.at.Seat = value
	case name == "data-room":
		w.at.Room, w.at.Thread = value, ""
	case name == "data-thread":
		w.at.Thread = value
	case name == "data-pane":
		w.at.Pane, w.at.Key = value, ""
	case name == "data-key":
		w.at.Key = value
	case name == "data-label":
		return w.press(value)
	default:
		return w.operate(selector)
	}
	return ""
}

// operate clicks what belongs to the sandbox, not to Slack.
func (w *walker) operate(selector string) string {
	switch selector {
	case "#tour-card [data-tour-command]": // and Send, which follows
		if w.request.stands != over && w.request.stands != cancelled || w.key.Protected || w.at.Seat != "alice" || w.at.Room != tourRoom {
			return "a second request"
		}
		asked(waits)(&w.sight)
		w.left = 2
	case "#tour-card [data-tour-anew]":
		*w = *newWalker()
	case `[id="call-4"] > summary`: // and the pane, which follows
		w.at.Pane = clockPane
	case `button[data-bot="start"]`:
		w.up = true
	case `button[data-fault="clear"]`:
		w.faults = false
	case `button[data-clock="1h"]`:
		asked("Failed, and nothing was changed: the call cannot take effect any more")(&w.sight)
	case `button[data-clock="reminder"]`:
		w.request.reminded = true
	default:
		return "nobody knows what this is"
	}
	return ""
}

// press presses a button of a message.
func (w *walker) press(label string) string {
	show := func(title string) string {
		w.windows[w.at.Seat] = &window{title: title, empty: true, submits: true}
		return ""
	}
	switch n := 0; {
	case !w.up:
		return "the bot does not answer"
	case label == "Stop" && w.at.Seat == w.request.by:
		return show("Stop")
	case w.at.Thread != w.request.ts:
		return "the thread is not open"
	case w.request.disables:
		return label + " would go on with another request"
	case label == "Give a disposition":
		return show("Disposition")
	case label == "Audit again" && !w.faults:
		asked(waits)(&w.sight)
	case label == "Cancel deletion":
		return show("Cancel the deletion")
	case strings.HasPrefix(label, "Confirm "):
		if _, err := fmt.Sscanf(label, "Confirm %d", &n); err != nil || !w.mayConfirm(n) {
			return w.at.Seat + " may not press " + label
		}
		show(fmt.Sprintf("Statement %d of 5", n))
		if n == 2 && !w.read[w.at.Seat] {
			*w.windows[w.at.Seat] = window{title: "Statement 2 of 5", buttons: []string{"Open audit"}}
		}
	default:
		return "there is no button " + label
	}
	return ""
}

// mayConfirm tells whether the bot would take the statement from who sits there.
func (w *walker) mayConfirm(n int) bool {
	r := w.request
	for _, said := range r.given {
		if said == w.at.Seat {
			return false
		}
	}
	return r.given[n] == "" && !r.inUse && r.by != w.at.Seat && slices.Contains(w.approvers, w.at.Seat)
}

func (w *walker) clickInWindow(selector, label string, open *window) string {
	switch {
	case selector == leaves:
		delete(w.windows, w.at.Seat)
	case label == "Open audit":
		w.read[w.at.Seat] = true
		*open = window{title: "Dependency audit", buttons: []string{"Confirm 2"}}
	case label == "Confirm 2":
		*open = window{title: "Statement 2 of 5", empty: true, submits: true}
	case selector == `dialog button[name="aid"]` && open.empty:
		open.empty = false
	case selector == "dialog button[data-submit]" && open.submits && !open.empty:
		return w.send(open.title)
	default:
		return "it is not in this window"
	}
	return ""
}

// send sends the open window.
func (w *walker) send(title string) string {
	delete(w.windows, w.at.Seat)
	n := 0
	switch {
	case title == "Stop":
		w.request.line, w.request.stands = "Withdrawn by @"+w.at.Seat, over
	case title == "Disposition":
		w.left--
		w.request.disposed = w.left <= 0
	case title == "Cancel the deletion":
		w.key.State, w.cancelled, w.call = "Enabled", true, ""
	default:
		if _, err := fmt.Sscanf(title, "Statement %d", &n); err != nil || !w.mayConfirm(n) {
			return w.at.Seat + " may not send " + title
		}
		if w.request.given == nil {
			w.request.given = map[int]string{}
		}
		if w.request.given[n] = w.at.Seat; len(w.open()) == 0 {
			w.request.line, w.request.stands = planned, scheduled
			byBot("PendingDeletion")(&w.sight)
		}
	}
	return ""
}

func TestTourIsDoneByClickingWhatItPointsAt(t *testing.T) {
	t.Parallel()
	w := newWalker()
	w.finish(t)
	if w.key.State != "Enabled" || !w.cancelled || len(w.request.given) != statements || !w.request.reminded {
		t.Errorf("it ends with %+v", w.sight)
	}
}
