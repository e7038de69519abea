package play

import "strings"

// Ledger is what somebody does to the file of the bot's ledger.
type Ledger struct {
	Line
	Act  string   // one of ledgerActs
	Args []string // the name of a copy, or what is edited into what
}

// The acts on a ledger. A copy is kept while the bot is idle; the file is changed while
// no bot runs.
const (
	LedgerKeep    = "keep"    // copies it under a name
	LedgerRestore = "restore" // puts a copy in its place
	LedgerEdit    = "edit"    // replaces one text in it by another of the same length
)

var ledgerActs = []string{LedgerKeep, LedgerRestore, LedgerEdit}

// Disk fills the disk of the bot's data folder, or frees it.
type Disk struct {
	Line
	Full bool
}

// String returns the step as Parse reads it.
func (s Ledger) String() string {
	args := s.Args
	if s.Act == LedgerEdit {
		args = nil
		for _, a := range s.Args {
			args = append(args, quote(a))
		}
	}
	return strings.Join(append([]string{"ledger", s.Act}, args...), " ")
}

// String returns the step as Parse reads it.
func (s Disk) String() string {
	if s.Full {
		return "disk full"
	}
	return "disk free"
}

func readLedger(c *cursor, at Line) Step {
	act := c.oneOf("what is done to the ledger", ledgerActs)
	if act == LedgerEdit {
		return Ledger{at, act, []string{c.text("a text in the ledger"), c.text("what it is made")}}
	}
	return Ledger{at, act, []string{c.name("the name of a copy")}}
}

func readDisk(c *cursor, at Line) Step {
	return Disk{at, c.oneOf("full or free", []string{"full", "free"}) == "full"}
}
