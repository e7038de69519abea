package endure

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"kmsguard/guard"
)

// book is what the tests themselves know of what went on, from the ledger's
// entries and the cloud's calls. It shares no rule with the code under test.
type book struct {
	seq        uint64 // last entry that was read
	tales      map[string]*tale
	operations map[string]*operation
	calls      map[string]bool // calls that were judged, by request ID
	intended   map[mark]bool   // notices
	told       map[mark]bool
	stands     map[mark]*standing
	reminded   map[reminder]bool
	heard      map[reminder]bool // last days of which somebody was reminded
	troubled   bool              // a reading of a channel was disturbed once
	calmSince  time.Time
	figures    figures
}

// tale is one request as the ledger tells it.
type tale struct {
	id, key   string
	stream    guard.Stream
	plan      guard.Plan
	requester string
	excluded  []string
	expires   time.Time
	given     map[int]guard.Confirmation
	approved  int  // times
	underWay  bool // something was intended since it was approved last
	changed   int  // effects in the cloud, of what it asks for itself
	phase     guard.Phase
	words     []string
	restoring bool
}

// operation is one attempt at a change.
type operation struct {
	guard.Operation
	tale    *tale
	calls   int
	settled guard.Result
}

// standing is a message that was posted.
type standing struct {
	answered bool
	deaths   int64 // of bots before it was posted last
}

// reminder names one point of one pending window.
type reminder struct {
	key string
	end time.Time
	due time.Time
}

// figures are what a run amounted to.
type figures struct{ steps, entries, requests, changes, posts, reminders, deaths, faults int }

func (f figures) String() string {
	return fmt.Sprintf("%d steps, %d ledger entries, %d requests, %d changes of keys, %d posts, %d reminders, %d deaths of the bot, %d faults",
		f.steps, f.entries, f.requests, f.changes, f.posts, f.reminders, f.deaths, f.faults)
}

func (f *figures) add(g figures) {
	f.steps += g.steps
	f.entries += g.entries
	f.requests += g.requests
	f.changes += g.changes
	f.posts += g.posts
	f.reminders += g.reminders
	f.deaths += g.deaths
	f.faults += g.faults
}

func newBook() *book {
	return &book{
		tales: map[string]*tale{}, operations: map[string]*operation{}, calls: map[string]bool{}, intended: map[mark]bool{},
		told: map[mark]bool{}, stands: map[mark]*standing{}, reminded: map[reminder]bool{}, heard: map[reminder]bool{},
	}
}

// open lists the requests that have not ended, by name.
func (b *book) open() (list []*tale) {
	for _, id := range slices.Sorted(maps.Keys(b.tales)) {
		if t := b.tales[id]; t.phase == "" || t.phase == guard.NeedsOperator {
			list = append(list, t)
		}
	}
	return list
}

// judge looks at everything from outside. The bot has nothing left to do.
func (e *estate) judge() {
	e.Helper()
	e.book.figures.steps++
	if e.life != nil {
		e.read(e.life)
		e.judgeDue()
	}
	e.judgeCalls()
	e.judgePosts()
	e.judgeReminders()
	for _, why := range e.order.take() {
		e.breaks("%s", why)
	}
}

// breaks fails the run, and tells what happened until then.
func (e *estate) breaks(format string, args ...any) {
	e.Helper()
	e.Logf("what happened, with these rules: %s\n%s", e.setting, strings.Join(e.story, "\n"))
	e.Fatalf("broken on "+e.clock.World().Format("2006-01-02 15:04:05")+": "+format, args...)
}

// read takes in what the ledger has since it was read last.
func (e *estate) read(l *life) {
	e.Helper()
	for rec, err := range l.ledger.All(e.ctx, e.book.seq) {
		if err != nil {
			e.breaks("entry %d of the ledger cannot be read: %v", e.book.seq+1, err)
		}
		if rec.Seq != e.book.seq+1 {
			e.breaks("entry %d follows entry %d", rec.Seq, e.book.seq)
		}
		e.book.seq = rec.Seq
		e.book.figures.entries++
		e.take(rec)
	}
}

// witnessed is where the ledger says when its head was told.
const witnessed guard.Stream = "witness"

// take notes one entry and judges it.
func (e *estate) take(rec guard.Record) {
	e.Helper()
	switch ev := rec.Event.(type) {
	case guard.RequestOpened:
		e.tookOpened(rec.Stream, ev)
	case guard.StatementGiven:
		e.tookStatement(ev)
	case guard.StatementsVoided:
		for _, n := range ev.Statements {
			delete(e.book.tales[ev.Request].given, n)
		}
	case guard.RequestApproved:
		e.tookApproved(ev)
	case guard.RequestExtended:
		e.mustApprove(e.book.tales[ev.Request], ev.By, "extended")
		e.book.tales[ev.Request].expires = ev.Expires
	case guard.RestoreOwed:
		e.book.tales[ev.Request].restoring = true
	case guard.WordGiven:
		e.tookWord(ev)
	case guard.DispositionGiven:
		e.mustBeKnown(ev.Dispositions[0].By, "gave a disposition")
	case guard.VerificationRead:
		if ev.Verification.Due.IsZero() {
			e.book.tales[ev.Request].phase = guard.Done
		}
	case guard.RequestEnded:
		e.tookEnded(ev)
	case guard.MutationIntended:
		e.tookIntent(ev.Operation)
	case guard.SessionOpened:
		e.book.operations[ev.Operation].AccessKeyID = ev.AccessKeyID
	case guard.MutationSettled:
		e.tookSettled(ev)
	case guard.NoticeIntended:
		if rec.Stream == witnessed {
			return // the first start counts as a telling
		}
		e.book.intended[mark{string(rec.Stream), ev.Notice}] = true
	case guard.LedgerDoubted:
		e.breaks("a ledger that nobody touched is doubted: %+v", ev)
	case guard.ReminderGiven:
		e.tookReminder(rec.Stream, ev.Reminder)
	default:
	}
	if posted, ok := rec.Event.(guard.NoticePosted); ok {
		e.book.told[mark{string(rec.Stream), posted.Notice}] = true
	}
}
