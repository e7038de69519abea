package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"kmsguard/guard"
)

// newKey stands for the key to move to where none is named.
const newKey = "NEW_KEY_ID"

// WriteMigration writes a checklist in Markdown of how everything that an audit lists is moved to another key: what
// to do, the vendor's commands with what is known filled in, what to verify after each, and what no API can move. What
// is in production use comes first. to is the ID of the other key; where it is empty the commands say NEW_KEY_ID.
// Other words in capitals in a command are to be filled in. The error is the writer's.
func WriteMigration(w io.Writer, found Finding, to string) error {
	a := found.Audit
	to = cmp.Or(to, newKey)
	var b strings.Builder
	fmt.Fprintf(&b, "# Move what depends on %s to %s\n\n", markdownCode(a.Key.Ref.ID), markdownCode(to))
	fmt.Fprintf(&b, "%s, account %s. %s. Audit of %s%s.\n", markdownText(a.Key.Ref.Region), markdownText(a.Key.Ref.Account), Severities(a), Date(a.Finished), decided(found))
	if !a.Complete() {
		b.WriteString("\n**The audit is incomplete: this list is, too.** Audit again before the key is taken away.\n")
	}
	b.WriteString("\n## Before\n\n")
	fmt.Fprintf(&b, "- [ ] The new key exists, is Enabled, and has the spec and usage of this one (%s, %s):\n", markdownText(a.Key.Spec), markdownText(a.Key.Usage))
	fence(&b, "  ", aliyun("kms", "DescribeKey", "region", a.Key.Ref.Region, "KeyId", to))
	b.WriteString("- [ ] The services below are authorized to use the new key, as they are for this one.\n")
	for _, g := range moves(a.Dependencies) {
		g.write(&b, a.Key.Ref.ID, to)
	}
	b.WriteString(migrationEnd(a))
	_, err := io.WriteString(w, b.String())
	return err
}

// migrationEnd lists what nobody can move by a list of resources, and the last look.
func migrationEnd(a guard.Audit) string {
	var b strings.Builder
	var open []string
	for _, l := range indented(markdown().undetermined(a)) {
		text := strings.TrimLeft(l, " ")
		open = append(open, l[:len(l)-len(text)]+"[ ] "+text)
	}
	items(&b, "Look at by hand: the API cannot tell", open)
	items(&b, "Not covered by the audit", markdown().NotCovered(a))
	fmt.Fprintf(&b, "\n## After\n\n- [ ] %s Ask who owns the applications.\n- [ ] Audit again: nothing is listed any more.\n", SelfEncrypted)
	b.WriteString("- [ ] Disable the key and wait: what still needs it shows in ActionTrail as refused uses, and disabling can be undone.\n")
	return b.String()
}

// moveGroup is dependencies that are moved in the same way.
type moveGroup struct {
	category guard.Category
	relation string
	deps     []guard.Dependency
}

// moves groups dependencies by category and relation, those with the worst member first, the worst member first in
// each.
func moves(deps []guard.Dependency) []moveGroup {
	type kind struct {
		category guard.Category
		relation string
	}
	index := map[kind]int{}
	var groups []moveGroup
	for _, d := range Ranked(deps) {
		k := kind{d.Category, d.Relation}
		i, ok := index[k]
		if !ok {
			i = len(groups)
			index[k] = i
			groups = append(groups, moveGroup{category: d.Category, relation: d.Relation})
		}
		groups[i].deps = append(groups[i].deps, d)
	}
	return slices.Clip(groups)
}

func (g moveGroup) write(b *strings.Builder, from, to string) {
	how := recipeFor(g.category, g.relation)
	fmt.Fprintf(b, "\n## %s: %s\n\n", markdownText(Name(g.category)), markdownText(cmp.Or(g.relation, "uses the key")))
	for i, s := range how.steps {
		fmt.Fprintf(b, "%d. %s\n", i+1, s)
	}
	fmt.Fprintf(b, "\nVerify after each: %s\n", how.verify)
	if how.stuck != "" {
		fmt.Fprintf(b, "\nCannot be moved by API: %s\n", how.stuck)
	}
	b.WriteString("\n")
	for _, d := range g.deps {
		fmt.Fprintf(b, "- [ ] %s\n", moved(d))
		if how.commands != nil {
			fence(b, "  ", how.commands(move{Dependency: d, from: from, to: to})...)
		}
		b.WriteString("  - [ ] verified\n")
	}
}

// moved is a dependency as an item of the list.
func moved(d guard.Dependency) string {
	s := markdownCode(d.ID) + " in " + markdownText(d.Region)
	for _, part := range []struct{ label, text string }{{"", d.Name}, {"", d.Detail}, {"owner ", d.Owner}} {
		if part.text != "" && part.text != d.ID {
			s += ", " + part.label + markdownText(part.text)
		}
	}
	return s + " · " + markdownText(string(d.Severity)) + ", breaks " + breaks(d.Onset)
}

func breaks(o guard.Onset) string {
	if o == "" {
		return "at a time not known"
	}
	return markdownText(string(o))
}

// fence writes commands as a block of code. Each is one line that begins with a name of ours, so that none can end it.
func fence(b *strings.Builder, indent string, commands ...string) {
	if len(commands) == 0 {
		return
	}
	fmt.Fprintf(b, "%s```sh\n", indent)
	for _, c := range commands {
		fmt.Fprintf(b, "%s%s\n", indent, c)
	}
	fmt.Fprintf(b, "%s```\n", indent)
}
