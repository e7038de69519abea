package page

// faultKind is a way to fail, and what comes of a call that fails so.
type faultKind struct{ Kind, Says string }

// faultKinds are those of both simulators.
var faultKinds = []faultKind{
	{"error", "is refused"},
	{"timeout-before", "is lost on its way"},
	{"timeout-after", "takes effect, and its reply is lost"},
	{"reset-before", "is cut off before its effect"},
	{"reset-after", "is cut off after its effect"},
	{"truncate", "takes effect, and half of its reply arrives"},
	{"html", "is answered by a proxy's error page"},
	{"slow", "is answered late"},
	{"wrong-total", "counts one more than there is"},
	{"repeat-token", "leads back to the page that it shows"},
	{"empty-page", "shows a page without its rows"},
	{"drop-row", "leaves out the last row of a page"},
	{"unknown-value", "answers a status that no documentation knows"},
	{"ok-false-empty", "is refused by Slack without a reason"},
	{"rate-limit", "is refused by Slack for its rate"},
}

// saysOf is what comes of a call that fails so; a kind that is not known is quoted.
func saysOf(kind string) string {
	for _, k := range faultKinds {
		if k.Kind == kind {
			return k.Says
		}
	}
	return kind
}
