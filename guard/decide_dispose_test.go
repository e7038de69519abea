package guard

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// listing is an open deletion of a key on which a disk at rest, a disk in use
// and an unknowable category depend.
func listing(t *testing.T) *history {
	h := begin(t)
	h.do(open("r-1", deletion, StateDisabled))
	a := audit(StateDisabled, h.now, dependency("d-use", InUse), dependency("d-rest", AtRest))
	a.Coverage = append(a.Coverage, Coverage{Category: OSS, Account: testRef.Account, Region: "cn-beijing", Status: StatusUnknowable, Population: 14})
	h.do(RecordAudit{Request: "r-1", Audit: a})
	return h
}

const (
	keyOfUse  = "ecs-disk/1234567890123456/cn-hangzhou/d-use"
	keyOfRest = "ecs-disk/1234567890123456/cn-hangzhou/d-rest"
	keyOfOSS  = "oss/1234567890123456/cn-beijing"
)

func disposing(name string, kind DispositionKind, why string, keys ...string) func(*history) Command {
	return func(*history) Command {
		return Dispose{Request: "r-1", Input: "i", By: person(name), Kind: kind, Why: why, Keys: keys}
	}
}

var disposeRefusals = []refusalRow{
	{"for no request", begin, disposing("alice", Migrated, "copied", keyOfRest), []string{CodeNoRequest}},
	{"before there is an audit", justAsked, disposing("alice", Migrated, "copied", keyOfRest), []string{CodeNoAudit}},
	{"by an outsider", listing, disposing("mallory", Migrated, "copied", keyOfRest), []string{CodeNotApprover}},
	{"of a kind that does not exist", listing, disposing("alice", "gone", "copied", keyOfRest), []string{CodeUnknownDisposition}},
	{"without a word on why", listing, disposing("alice", Migrated, " ", keyOfRest), []string{CodeWhyMissing}},
	{"with a book on why", listing, disposing("alice", Migrated, strings.Repeat("x", 48<<20), keyOfRest), []string{CodeWhyLong}},
	{"of all of a category of which nothing is listed", listing, disposing("alice", Migrated, "copied", AllOf(PolarDB)), []string{CodeUnknownDependency}},
	{"of something that is not listed", listing, disposing("alice", Migrated, "copied", "rds/x/y/z"), []string{CodeUnknownDependency}},
	{"of nothing", listing, disposing("alice", Migrated, "copied"), []string{CodeUnknownDependency}},
	{"in use and at rest together", listing, disposing("bob", Migrated, "copied", keyOfUse, keyOfRest), []string{CodeInUseSingly}},
	{"in use, by the requester", listing, disposing("alice", Migrated, "copied", keyOfUse), []string{CodeInUseRequester}},
	{"after the end", ended, disposing("alice", Migrated, "copied", keyOfRest), []string{CodeEnded, CodeUnknownDependency}},
}

func TestDispose(t *testing.T) {
	h := listing(t)
	h.do(disposing("alice", NonCritical, " scratch ", keyOfRest, keyOfOSS)(h))
	h.do(disposing("bob", Migrated, "moved last week", keyOfUse)(h))
	r := h.request("r-1")
	if missing := r.MissingDispositions(); len(missing) != 0 {
		t.Errorf("still missing: %v", missing)
	}
	want := Disposition{Key: keyOfRest, Kind: NonCritical, By: "alice", Why: "scratch", At: testTime}
	if diff := cmp.Diff(want, r.Dispositions[keyOfRest]); diff != "" {
		t.Errorf("disposition (-want +got):\n%s", diff)
	}
	if kind := h.state.Notices[len(h.state.Notices)-1].Kind; kind != NoticeDisposition {
		t.Errorf("the last message is %s, want the disposition", kind)
	}
}

// One press may speak of a whole category, as far as it is not in production use.
func TestDisposeOfAWholeCategory(t *testing.T) {
	h := listing(t)
	before := len(h.request("r-1").Dispositions)
	h.do(disposing("alice", NonCritical, "scratch", AllOf(ECSDisk))(h))
	r := h.request("r-1")
	if _, given := r.Dispositions[keyOfRest]; !given || len(r.Dispositions) != before+1 {
		t.Errorf("dispositions %v, want that of %s alone", r.Dispositions, keyOfRest)
	}
	if n := r.CountMissingDispositions(); n != len(r.MissingDispositions()) || n == 0 {
		t.Errorf("%d are missing, of which %d are named", n, len(r.MissingDispositions()))
	}
}

// Statement 5 speaks of the dispositions, so replacing one opens it again.
func TestAReplacedDispositionOpensStatement5(t *testing.T) {
	h := withDependency(t)
	again := Dispose{Request: "r-1", Input: "i", By: person("bob"), Kind: Migrated, Why: "seen it", Keys: []string{DispositionKey(dependency("d-1", AtRest))}}
	wantKinds(t, h.do(again), "DispositionGiven")
	h.wantPhase("r-1", Approved)
	again.Kind = Accepted
	wantKinds(t, h.do(again), "StatementsVoided", "DispositionGiven")
	if diff := cmp.Diff([]int{5}, h.request("r-1").OpenStatements()); diff != "" {
		t.Errorf("open statements (-want +got):\n%s", diff)
	}
	h.wantPhase("r-1", Awaiting)
}
