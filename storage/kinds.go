package storage

import (
	"encoding/json"
	"reflect"

	"kmsguard/guard"
)

// kinds is every kind of event that a ledger may hold. A name is stored: it is
// never changed, never given another meaning, and never taken out. A kind whose
// fields change their meaning gets a row of its own, beside the old one.
var kinds = []kind{
	kindOf[guard.RequestOpened]("request-opened"),
	kindOf[guard.AuditRecorded]("audit-recorded"),
	kindOf[guard.AuditPaused]("audit-paused"),
	kindOf[guard.AuditRequested]("audit-requested"),
	kindOf[guard.AuditViewed]("audit-viewed"),
	kindOf[guard.DispositionGiven]("disposition-given"),
	kindOf[guard.StatementGiven]("statement-given"),
	kindOf[guard.StatementsVoided]("statements-voided"),
	kindOf[guard.RequestApproved]("request-approved"),
	kindOf[guard.RequestExtended]("request-extended"),
	kindOf[guard.RequestEnded]("request-ended"),
	kindOf[guard.ExecutionDeferred]("execution-deferred"),
	kindOf[guard.MutationIntended]("mutation-intended"),
	kindOf[guard.SessionOpened]("session-opened"),
	kindOf[guard.ReplyLost]("reply-lost"),
	kindOf[guard.MutationSettled]("mutation-settled"),
	kindOf[guard.RestoreOwed]("restore-owed"),
	kindOf[guard.WordGiven]("word-given"),
	kindOf[guard.WorkResumed]("work-resumed"),
	kindOf[guard.VerificationRead]("verification-read"),
	kindOf[guard.WatchStarted]("watch-started"),
	kindOf[guard.WatchRead]("watch-read"),
	kindOf[guard.ReminderGiven]("reminder-given"),
	kindOf[guard.WatchEnded]("watch-ended"),
	kindOf[guard.ActionRefused]("action-refused"),
	kindOf[guard.LedgerDoubted]("ledger-doubted"),
	kindOf[guard.LedgerWordGiven]("ledger-word-given"),
	kindOf[guard.LedgerAccepted]("ledger-accepted"),
	kindOf[guard.LedgerUnwritable]("ledger-unwritable"),
	kindOf[guard.LedgerWritable]("ledger-writable"),
	kindOf[guard.NoticeIntended]("notice-intended"),
	kindOf[guard.NoticePosted]("notice-posted"),
}

// kind is one row: a stored name, the type that it stands for, and how its
// fields are read.
type kind struct {
	name   string
	typ    reflect.Type
	decode func(fields []byte) (guard.Event, error)
}

func kindOf[E guard.Event](name string) kind {
	return kind{name: name, typ: reflect.TypeFor[E](), decode: func(fields []byte) (guard.Event, error) {
		var e E
		if err := decodeStrictly(fields, &e); err != nil {
			return nil, err
		}
		return e, nil
	}}
}

var (
	kindByName = index(kinds, func(k kind) string { return k.name })
	kindByType = index(kinds, func(k kind) reflect.Type { return k.typ })
)

// index panics on a row that is there twice: such a table may not run.
func index[K comparable](rows []kind, key func(kind) K) map[K]kind {
	byKey := make(map[K]kind, len(rows))
	for _, row := range rows {
		if _, twice := byKey[key(row)]; twice {
			panic("storage: event kind " + row.name + " has two rows")
		}
		byKey[key(row)] = row
	}
	return byKey
}

// envelope is how an event lies in an entry.
type envelope struct {
	Kind  string          `json:"kind"`
	Event json.RawMessage `json:"event"`
}
