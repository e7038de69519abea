package guard

import (
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// refusalRow reads: given this, when that is asked, these are all the reasons.
type refusalRow struct {
	name  string
	given func(*testing.T) *history
	when  func(*history) Command
	codes []string
}

func refusalTables() map[string][]refusalRow {
	return map[string][]refusalRow{
		"open": openRefusals, "plan": planRefusals, "rescue": rescueRefusals, "audit": auditRefusals, "dispose": disposeRefusals,
		"confirm": confirmRefusals, "end": endRefusals, "operator": operatorRefusals, "machinery": machineryRefusals, "ledger": ledgerRefusals,
	}
}

func TestRefusals(t *testing.T) {
	for table, rows := range refusalTables() {
		for _, row := range rows {
			t.Run(table+"/"+row.name, func(t *testing.T) {
				h := row.given(t)
				before := len(h.events)
				refusal := h.refused(row.when(h))
				var codes []string
				for _, why := range refusal.Reasons {
					codes = append(codes, why.Code)
					checkWording(t, why)
				}
				if diff := cmp.Diff(row.codes, codes); diff != "" {
					t.Errorf("reasons (-want +got):\n%s\n%s", diff, refusal)
				}
				if n := len(h.events) - before; n > 1 {
					t.Errorf("the refusal came with %d events", n)
				}
			})
		}
	}
}

// checkWording: a reason is a sentence, its hint another, and neither shouts.
func checkWording(t *testing.T, why Reason) {
	t.Helper()
	if why.Text == "" || !strings.HasSuffix(why.Text, ".") && why.Code != CodeReasonPattern {
		t.Errorf("%s: the text is no sentence: %q", why.Code, why.Text)
	}
	if why.Hint != "" && !strings.HasSuffix(why.Hint, ".") {
		t.Errorf("%s: the hint is no sentence: %q", why.Code, why.Hint)
	}
	for _, word := range []string{"!", "please", "Please", "successfully", "sorry"} {
		if strings.Contains(why.String(), word) {
			t.Errorf("%s: says %q: %s", why.Code, word, why)
		}
	}
}

// Every code that the sources declare is the answer in some row.
func TestEveryReasonCodeHasACase(t *testing.T) {
	answered := map[string]bool{}
	for _, rows := range refusalTables() {
		for _, row := range rows {
			for _, code := range row.codes {
				answered[code] = true
			}
		}
	}
	if diff := cmp.Diff(declaredCodes(t), slices.Sorted(maps.Keys(answered))); diff != "" {
		t.Errorf("codes declared and codes that a row answers with (-declared +answered):\n%s", diff)
	}
}

func declaredCodes(t *testing.T) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), "reasoncode.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	var codes []string
	ast.Inspect(file, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
			code, err := strconv.Unquote(lit.Value)
			if err != nil {
				t.Fatal(err)
			}
			codes = append(codes, code)
		}
		return true
	})
	slices.Sort(codes)
	return codes
}

func TestRefusedEvent(t *testing.T) {
	refusal := refuse(because(CodeGone, "Gone.", ""))
	asked := []Command{
		Open{Input: "i", By: person("alice"), Plan: Plan{Action: Delete, WindowDays: 7}, Facts: facts(StateEnabled)},
		ChangeToDisable{Request: "r-1", Open: Open{Input: "i", By: person("alice")}},
		AuditAgain{Request: "r-1", Input: "i", By: person("alice")}, ViewAudit{Request: "r-1", Input: "i", By: person("alice")},
		Dispose{Request: "r-1", Input: "i", By: person("alice")}, Confirm{Request: "r-1", Input: "i", By: person("alice"), Statement: 3},
		Reject{Request: "r-1", Input: "i", By: person("alice")}, Withdraw{Request: "r-1", Input: "i", By: person("alice")},
		Extend{Request: "r-1", Input: "i", By: person("alice")}, RunAgain{Request: "r-1", Input: "i", By: person("alice")},
		CloseByWord{Request: "r-1", Input: "i", By: person("alice")},
	}
	for _, c := range asked {
		e, ok := RefusedEvent(c, refusal, testTime)
		got, is := e.(ActionRefused)
		if !ok || !is || got.By != "alice" || got.Input != "i" || got.Wish == "" || !got.At.Equal(testTime) {
			t.Errorf("RefusedEvent(%T) = %+v, %v; want who asked, through which input, for what", c, e, ok)
		}
	}
	for _, c := range []Command{RecordAudit{}, Begin{}, OpenSession{}, Settle{}, Verify{}, Watch{}, Expire{}, IntendNotice{}, NotePosted{}, Open{}} {
		if e, ok := RefusedEvent(c, refusal, testTime); ok {
			t.Errorf("RefusedEvent(%T) = %+v; nobody asked", c, e)
		}
	}
}

// Somebody who is told no gets the answer, wherever they asked.
func TestARefusalOwesAReply(t *testing.T) {
	h := begin(t)
	c := open("r-1", Plan{Action: Delete}, StateEnabled)
	c.By = person("mallory")
	e, ok := RefusedEvent(c, h.refused(c), h.now)
	if !ok {
		t.Fatal("the refusal makes no event")
	}
	n := Evolve(h.state, e).Notices
	if len(n) != 1 || n[0].Kind != NoticeReply || n[0].To.User != "alice" || !n[0].Refusal.Has(CodeNotRequester) {
		t.Errorf("owed messages are %+v, want one reply with the refusal", n)
	}
}
