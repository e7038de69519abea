package guard

import "strings"

// evidence is what closer looks showed at what the audit of a request cannot
// tell, by CoverageKey.
func (r Request) evidence() map[string]string {
	seen := map[string]string{}
	if r.Audit == nil {
		return seen
	}
	for _, row := range r.Audit.UnknowableRows() {
		if row.Evidence == "" {
			continue
		}
		k := CoverageKey(row)
		if seen[k] != "" {
			seen[k] += "; "
		}
		seen[k] += row.Evidence
	}
	return seen
}

// withEvidence is how somebody settled what the cloud cannot tell, in their own
// words, each with what the audit itself saw of it: words alone would not show
// later what they were said about.
func (r Request) withEvidence(settled map[string]string) map[string]string {
	if settled == nil {
		return nil
	}
	seen := r.evidence()
	recorded := make(map[string]string, len(settled))
	for k, words := range settled {
		recorded[k] = withEvidence(words, seen[k])
	}
	return recorded
}

func withEvidence(words, evidence string) string {
	words = strings.TrimSpace(words)
	if words == "" || evidence == "" {
		return words
	}
	return words + " (evidence: " + evidence + ")"
}
