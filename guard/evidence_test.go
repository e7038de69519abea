package guard

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// looked is the deletion of listing after a closer look at what cannot be told.
func looked(t *testing.T) *history {
	h := listing(t)
	a := *h.request("r-1").Audit
	a.Coverage = append([]Coverage{}, a.Coverage...)
	for i, row := range a.Coverage {
		if CoverageKey(row) == keyOfOSS && row.Status == StatusUnknowable {
			a.Coverage[i].Evidence = "4,210 objects looked at, none under the key"
		}
	}
	h.do(AuditAgain{Request: "r-1", Input: "i", By: person("alice"), Scan: 5000})
	h.do(RecordAudit{Request: "r-1", Audit: a})
	return h
}

// What the audit saw stands beside the words that settle it, and is nothing that
// anybody types.
func TestWhatSettlesIsRecordedWithItsEvidence(t *testing.T) {
	const want = "looked at with the storage team (evidence: 4,210 objects looked at, none under the key)"
	h := looked(t)
	c := h.confirm("bob", 2)
	c.Settled = map[string]string{keyOfOSS: " looked at with the storage team "}
	h.do(c)
	if diff := cmp.Diff(map[string]string{keyOfOSS: want}, h.request("r-1").Confirmations[2].Settled); diff != "" {
		t.Errorf("settled (-want +got):\n%s", diff)
	}
	h.do(disposing("alice", Scanned, "looked at with the storage team", keyOfOSS, keyOfRest)(h))
	if got := h.request("r-1").Dispositions[keyOfOSS].Why; got != want {
		t.Errorf("the disposition says %q, want %q", got, want)
	}
	if got := h.request("r-1").Dispositions[keyOfRest].Why; got != "looked at with the storage team" {
		t.Errorf("a disposition of what was listed says %q", got)
	}
}

// Evidence alone settles nothing: a person still has to say how.
func TestEvidenceAloneSettlesNothing(t *testing.T) {
	h := looked(t)
	c := h.confirm("bob", 2)
	c.Settled = map[string]string{keyOfOSS: " "}
	if refusal := h.refused(c); !refusal.Has(CodeUnsettled) {
		t.Errorf("refused with %s", refusal)
	}
}
