package main

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"

	"kmsguard/guard"
	"kmsguard/guard/policyfile"
)

// policyCmd works on a policy file, without any account.
type policyCmd struct {
	Check   policyCheckCmd   `cmd:"" help:"Check a policy file: every problem is named."`
	Explain policyExplainCmd `cmd:"" help:"Say who may do what to a key."`
}

type policyCheckCmd struct {
	File string `arg:"" help:"The policy file."`
}

// Run checks the file.
func (c policyCheckCmd) Run(t terminal) error {
	p, err := readPolicy(c.File)
	if err != nil {
		return err
	}
	fmt.Fprintf(t.out, "%s: sound, %d rules, digest %s\n", c.File, len(p.Rules), p.Digest)
	return nil
}

func readPolicy(path string) (guard.Policy, error) {
	f, err := os.Open(path) //nolint:gosec // the path is the operator's own argument
	if err != nil {
		return guard.Policy{}, &guard.Error{Op: "policy", Kind: guard.Invalid, Err: err, Hint: "Name a policy file that is there and readable."}
	}
	defer f.Close() //nolint:errcheck // only read
	p, err := policyfile.Read(f)
	if err != nil {
		return guard.Policy{}, &guard.Error{Subject: path, Err: err}
	}
	return p, nil
}

type policyExplainCmd struct {
	File    string            `arg:"" help:"The policy file."`
	Key     string            `arg:"" help:"The key's ID or ARN."`
	Region  string            `help:"The key's region, unless the ARN names it."`
	Account string            `help:"The key's account, unless the ARN names it."`
	Tag     map[string]string `help:"The key's tags, as NAME=VALUE."`
}

// Run prints the rule that matches the key. Without one the answer is no.
func (c policyExplainCmd) Run(t terminal) error {
	p, err := readPolicy(c.File)
	if err != nil {
		return err
	}
	name, err := guard.ParseKeyName(c.Key)
	if err != nil {
		return err
	}
	if name.Alias != "" {
		return &guard.Error{Op: "policy explain", Subject: c.Key, Kind: guard.Invalid, Err: fmt.Errorf("an alias can be pointed elsewhere"), Hint: "Name the key by its ID."}
	}
	ref := guard.KeyRef{Account: or(c.Account, name.Account), Region: or(c.Region, name.Region), ID: name.ID}
	rule, ok := p.RuleFor(guard.KeyFacts{Ref: ref, Tags: c.Tag})
	if !ok {
		return answerNo{fmt.Sprintf("no rule matches %s, so nobody may disable, delete or rotate it; rescuers (%s) may rescue it", ref, people(p.Rescuers))}
	}
	explain(t, p, rule)
	return nil
}

func or(a, b string) string {
	if a != "" {
		return a
	}
	return b
}

func explain(t terminal, p guard.Policy, r guard.Rule) {
	fmt.Fprintf(t.out, "rule        %s\nchannel     %s\nrequesters  %s\napprovers   %s\nreaders     %s\nrescuers    %s\nwindow      %d to %d days\n",
		r.Name, r.Channel, people(r.Requesters), people(r.Approvers), people(r.Readers), people(p.Rescuers), r.MinWindowDays, r.MaxWindowDays)
	if r.ReasonPattern != "" {
		fmt.Fprintf(t.out, "reason      must match %s\n", r.ReasonPattern)
	}
	for _, a := range slices.Sorted(maps.Keys(r.Demands)) {
		d := r.Demands[a]
		who := "the requester may not confirm"
		if d.RequesterConfirm {
			who = "the requester may confirm"
		}
		fmt.Fprintf(t.out, "%-11s statements %s by %d people; %s\n", a, numbers(d.Statements), d.Approvers, who)
	}
}

func people(p guard.People) string {
	if p.Empty() {
		return "nobody"
	}
	return strings.Join(slices.Concat(p.Users, p.Groups), ", ")
}

func numbers(list []int) string {
	words := make([]string, len(list))
	for i, n := range list {
		words[i] = fmt.Sprint(n)
	}
	return strings.Join(words, ", ")
}
