package engine

import (
	"context"
	"sync"
	"time"

	"github.com/rs/zerolog"

	"kmsguard/guard"
)

// Options are what an engine is made of. Ports, Policy and Log are required;
// the rest has usable zero values.
type Options struct {
	Ledger    Ledger
	Inbox     Inbox
	Auditor   Auditor
	Cloud     Cloud
	Notifier  Notifier
	Directory Directory
	Clock     Clock
	IDs       IDs
	Policy    func() guard.Policy // the policy in force; called for each decision
	Log       zerolog.Logger

	Account       string        // the account whose keys are guarded
	DefaultRegion string        // where a key is looked for when no region is named
	Generation    uint64        // of leadership, from the store
	ScanEvery     time.Duration // between searches for deletions scheduled elsewhere; 0: DefaultScan
	Effect        time.Duration // real time that one outside effect may take; 0: DefaultEffect
	Audit         time.Duration // real time that one audit may take; 0: DefaultAudit
	// Witness keeps the ledger's head outside of the store; nil: nobody does, and the
	// ledger is compared with nothing.
	Witness *Witness
	// Unwritable is why the ledger cannot be written, so that Ledger and Inbox keep
	// what is recorded in memory alone; empty: it can.
	Unwritable string
	// Ticked is told, each time the engine has looked, how late the oldest thing
	// that is due is. May be nil.
	Ticked func(now time.Time, late time.Duration)
}

// DefaultScan is how often all regions are searched for pending deletions that
// nobody asked for here.
const DefaultScan = time.Hour

// DefaultEffect bounds one outside effect in real time, so that a hanging
// system cannot hold a key's work for ever.
const DefaultEffect = 2 * time.Minute

// DefaultAudit bounds one audit in real time, beside the time for objects that it
// looks at one by one. One that takes longer is recorded as incomplete and made
// again later.
const DefaultAudit = 10 * time.Minute

// Engine runs the guard. Make one with New, run it with Run.
type Engine struct {
	o       Options
	cells   *cells
	due     *schedule
	stains  *stains
	resumes *resumes
	recall  recall
	flight  *flight
	retry   *backoff
	limits  *limits
	fence   fenceProof
	outside comparison
	opening sync.Mutex // held from counting a person's requests to opening one more

	wake chan struct{}
	// Calendar time; touched by the loop only.
	nextScan, nextWitness, nextCompare time.Time
}

// New makes an engine. It does nothing before Run.
func New(o Options) *Engine {
	o.ScanEvery = orElse(o.ScanEvery, DefaultScan)
	o.Effect = orElse(o.Effect, DefaultEffect)
	o.Audit = orElse(o.Audit, DefaultAudit)
	e := &Engine{
		o: o, cells: newCells(o.Ledger), due: newSchedule(), stains: newStains(), resumes: newResumes(),
		retry: newBackoff(), limits: newLimits(), wake: make(chan struct{}, 1),
	}
	e.flight = newFlight(e.nudge)
	return e
}

func orElse(d, otherwise time.Duration) time.Duration {
	if d == 0 {
		return otherwise
	}
	return d
}

// Submit makes an input durable and has it handled soon. fresh is false for an
// input that was seen before, which is not handled again. On an error nothing
// was recorded.
func (e *Engine) Submit(ctx context.Context, in guard.Input) (fresh bool, err error) {
	defer e.Hold()() // not idle while an input is on its way into the inbox
	return e.o.Inbox.Accept(ctx, in)
}

// Hold tells the engine that something is being done for it elsewhere, such as
// a modal that is being opened: it does not report to be idle before done is called.
func (e *Engine) Hold() (done func()) { return e.flight.hold() }

// Now is calendar time.
func (e *Engine) Now() time.Time { return e.o.Clock.Now() }

// Policy is the policy in force.
func (e *Engine) Policy() guard.Policy { return e.o.Policy() }

// nudge has the loop look again. It never blocks.
func (e *Engine) nudge() {
	select {
	case e.wake <- struct{}{}:
	default:
	}
}
