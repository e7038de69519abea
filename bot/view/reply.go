package view

import "kmsguard/guard"

// Refusal renders every reason why something was not done, each with its hint.
func Refusal(r guard.Refusal) Message {
	var p page
	for _, why := range r.Reasons {
		p.say(bold(Escape(why.Text)) + " " + Escape(why.Hint))
	}
	return p.message()
}

// Status renders what is known of a key.
func Status(s guard.State, c Scene) Message { return onlyKey(s.Key) }

// Pending renders the keys whose deletion is pending, the nearest first as they are given.
func Pending(list []guard.State, c Scene) Message { return onlyKey(guard.KeyRef{}) }

// Requests renders the requests that have not ended.
func Requests(list []Open, c Scene) Message { return onlyKey(guard.KeyRef{}) }

// Log renders what the ledger has of a key, the newest last; older entries are cut with their number.
func Log(key guard.KeyRef, records []guard.Record, c Scene) Message { return onlyKey(key) }

// Help renders what can be typed.
func Help(c Scene) Message { return onlyKey(guard.KeyRef{}) }

// AuditReply renders an audit that was made before an operation, with its attachments.
func AuditReply(a guard.Audit, c Scene) Message { return onlyKey(a.Key.Ref) }

// Continue answers "Continue with delete": nothing more is needed for it.
func Continue(s guard.State, request string, c Scene) Message { return onlyKey(s.Key) }

// Seen tells the thread of a reminder who has seen it.
func Seen(s guard.State, user string, c Scene) Message { return onlyKey(s.Key) }

func onlyKey(k guard.KeyRef) Message {
	var p page
	p.say(Code(k.ID))
	return p.message()
}
