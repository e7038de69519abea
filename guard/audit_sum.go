package guard

import "slices"

// auditSum is what is asked of a recorded audit again and again, by every button
// that is rendered and every press: over a hundred thousand dependencies each
// answer takes a tenth of a second. It is made once, when the audit is recorded,
// and never changed.
type auditSum struct {
	of     *Audit
	digest string // of coverage and groups
	groups []DispositionGroup
}

func sumOf(a *Audit) *auditSum {
	return &auditSum{of: a, digest: auditDigest(*a), groups: dispositionGroups(a)}
}

// sum returns what is known of the request's audit; it has one.
func (r Request) sum() *auditSum {
	if r.summed != nil && r.summed.of == r.Audit {
		return r.summed
	}
	return sumOf(r.Audit)
}

// auditDigest returns the hex SHA-256 over what an audit found that people decide
// on: coverage statuses, and the set of groups and relations.
func auditDigest(a Audit) string {
	d := struct {
		Coverage []string `json:"coverage"`
		Groups   []string `json:"groups"`
	}{[]string{}, []string{}}
	for _, c := range a.Coverage {
		d.Coverage = append(d.Coverage, CoverageKey(c)+"="+string(c.Status))
	}
	for _, dep := range a.Dependencies {
		d.Groups = append(d.Groups, groupOf(dep))
	}
	for _, list := range []*[]string{&d.Coverage, &d.Groups} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return digestOf(d)
}
