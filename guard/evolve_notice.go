package guard

import (
	"fmt"
	"time"
)

// owedBy says which messages an event owes. before and after are the states
// around it. Everything else that changes is a repaint of what was posted.
func owedBy(before, after State, e Event) []Notice {
	o := owing{state: after}
	switch e := e.(type) {
	case RequestOpened:
		o.opened(e)
	case AuditRecorded:
		o.audited(before, e)
	case AuditPaused:
		o.paused(before, e)
	case DispositionGiven:
		o.disposed(e)
	case StatementsVoided:
		o.add(Notice{Kind: NoticeVoid, Request: e.Request, At: e.At, Changes: e.Changes, Statements: e.Statements})
	case ExecutionDeferred:
		o.deferred(before, e)
	case WorkResumed:
		o.add(Notice{Kind: NoticeResumed, Request: e.Request, At: e.At, Text: e.Left.String()})
	case WordGiven:
		o.add(Notice{Kind: NoticeWord, Request: e.Request, At: e.At, Person: e.By, Text: e.Word})
	case RequestEnded:
		o.add(Notice{Kind: endNotice(e.Phase), Request: e.Request, At: e.At, Person: e.By, Text: e.Reason})
	case ActionRefused:
		o.refused(e)
	default:
		o.ofOperation(before, e)
		o.ofWatch(before, e)
		o.ofLedger(e)
	}
	return o.notices
}

// owing collects the notices of one event and names them.
type owing struct {
	state   State
	notices []Notice
}

// add names a notice by what it is about, its kind and how many of that kind
// there were before, which is the same each time the events are folded.
func (o *owing) add(n Notice) {
	about := n.Request
	if about == "" {
		about = "key"
	}
	prefix := about + "/" + string(n.Kind)
	n.ID = fmt.Sprintf("%s/%d", prefix, 1+o.count(n.Request, n.Kind))
	o.notices = append(o.notices, n)
}

func (o *owing) count(request string, kind NoticeKind) int {
	count := 0
	for _, list := range [][]Notice{o.state.Notices, o.notices} {
		for _, n := range list {
			if n.Request == request && n.Kind == kind {
				count++
			}
		}
	}
	return count
}

func (o *owing) opened(e RequestOpened) {
	o.add(Notice{Kind: NoticeParent, Request: e.Request, At: e.At, Person: e.Requester})
	if e.Reply.User != "" {
		o.add(Notice{Kind: NoticeOpenedReply, Request: e.Request, At: e.At, To: e.Reply, Text: advice(e.Plan, e.Facts)})
	}
	if r := o.state.Request(e.Request); r != nil && !e.Audit && !r.onePress() {
		o.add(Notice{Kind: NoticeStatements, Request: e.Request, At: e.At})
	}
}

func (o *owing) audited(before State, e AuditRecorded) {
	audit := e.Audit
	if r := before.Request(e.Request); r != nil && r.Audit != nil {
		if len(e.Gone) > 0 {
			o.add(Notice{Kind: NoticeGone, Request: e.Request, At: e.At, Changes: e.Gone, Audit: &audit, Digest: e.DecisionDigest})
		}
		if audit.Purpose.ScanObjects > r.Audit.Purpose.ScanObjects { // it looked at more, which is read as a whole
			o.add(Notice{Kind: NoticeAudit, Request: e.Request, At: e.At, Audit: &audit, Digest: e.DecisionDigest})
		}
		return
	}
	o.add(Notice{Kind: NoticeAudit, Request: e.Request, At: e.At, Audit: &audit, Digest: e.DecisionDigest})
	o.add(Notice{Kind: NoticeChecklist, Request: e.Request, At: e.At})
	o.add(Notice{Kind: NoticeStatements, Request: e.Request, At: e.At})
}

// paused tells of the first audit in a row that could not be completed; what
// follows it shows on the parent message.
func (o *owing) paused(before State, e AuditPaused) {
	if r := before.Request(e.Request); r != nil && r.Attempts > 0 {
		return
	}
	audit := e.Audit
	o.add(Notice{Kind: NoticePaused, Request: e.Request, At: e.At, Audit: &audit})
}

func (o *owing) disposed(e DispositionGiven) {
	if len(e.Dispositions) == 0 {
		return
	}
	o.add(Notice{Kind: NoticeDisposition, Request: e.Request, At: e.At, Person: e.Dispositions[0].By, Given: e.Dispositions})
}

// deferred tells of a reason once, however often it is looked at again.
func (o *owing) deferred(before State, e ExecutionDeferred) {
	if r := before.Request(e.Request); r != nil && r.Deferred == e.Why {
		return
	}
	o.add(Notice{Kind: NoticeDeferred, Request: e.Request, At: e.At, Text: e.Why})
}

func (o *owing) refused(e ActionRefused) {
	refusal := e.Refusal
	o.add(Notice{Kind: NoticeReply, Request: e.Request, At: e.At, To: e.Reply, Person: e.By, Refusal: &refusal, Text: e.Wish})
}

func endNotice(p Phase) NoticeKind {
	switch p {
	case Failed:
		return NoticeFailed
	case NeedsOperator:
		return NoticeOperator
	case Auditing, Blocked, Awaiting, Approved, Executing, Verifying, Done, Rejected, Withdrawn, Expired:
	}
	return NoticeEnded
}

// advice is what the requester is told beside where the request is.
func advice(p Plan, f KeyFacts) string {
	if p.Action == Delete && f.State == StateEnabled {
		return "The key is Enabled. Disabling it first is the reversible test of the same question: it shows who still needs the key and can be undone."
	}
	return ""
}

// when names a moment for people who may be in any zone.
func when(t time.Time) string { return t.UTC().Format("Mon 2 Jan 2006 15:04 UTC") }
