package bot

import "strings"

// outOfScope recognises wishes that this bot does not serve, and says so in one
// sentence, because "unknown word" would send people looking for the right one.
func outOfScope(words []string) (sentence string, out bool) {
	all := strings.ToLower(strings.Join(words, " "))
	first := strings.ToLower(words[0])
	switch {
	case first == "create" || first == "new" || first == "import":
		return "Creating keys is not done here; use the KMS console or your infrastructure code.", true
	case strings.Contains(first, "alias") || (len(words) > 1 && strings.EqualFold(words[1], "alias")):
		return "Aliases are not managed here; this bot guards disable, delete, enable, cancel and rotate of keys.", true
	case first == "encrypt" || first == "decrypt" || first == "sign" || first == "verify":
		return "This bot uses no key; applications call KMS themselves.", true
	case first == "list" || first == "keys" || first == "show" || first == "report":
		return "Audits and lists with no change in mind are not made here; `audit KEY for ACTION` looks at one key before a change.", true
	case strings.HasPrefix(all, "schedule"):
		return "A deletion is asked for with `delete`, and the window is counted from the approval.", true
	}
	return "", false
}

// synonyms are words that people type for a verb, too far from it in letters.
var synonyms = map[string]Verb{
	"remove": VerbDelete, "destroy": VerbDelete, "drop": VerbDelete, "rm": VerbDelete, "kill": VerbDelete,
	"undo": VerbCancel, "undelete": VerbCancel, "rescue": VerbCancel, "restore": VerbCancel, "stop": VerbCancel, "abort": VerbCancel,
	"on": VerbEnable, "reenable": VerbEnable, "re-enable": VerbEnable, "activate": VerbEnable, "off": VerbDisable, "deactivate": VerbDisable,
	"roll": VerbRotate, "renew": VerbRotate, "check": VerbAudit, "scan": VerbAudit, "history": VerbLog, "info": VerbStatus, "describe": VerbStatus,
	"open": VerbRequests, "?": VerbHelp, "usage": VerbHelp,
}

// nearest returns the verb that a word most likely means.
func nearest(word string) Verb {
	if v, ok := synonyms[word]; ok {
		return v
	}
	best, least := VerbHelp, len(word)+1
	for _, v := range Verbs() {
		if d := distance([]rune(word), []rune(string(v))); d < least {
			best, least = v, d
		}
	}
	if least > 3 {
		return VerbHelp
	}
	return best
}

// distance is the number of letters to insert, drop or change to get from a to b.
func distance(a, b []rune) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i, ra := range a {
		diagonal := row[0]
		row[0] = i + 1
		for j, rb := range b {
			cost := diagonal
			if ra != rb {
				cost++
			}
			diagonal = row[j+1]
			row[j+1] = min(cost, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(b)]
}
