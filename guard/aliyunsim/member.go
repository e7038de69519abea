package aliyunsim

import (
	"fmt"
	"strings"
)

// Member is a further account of the simulated cloud, with principals, keys and
// resources of its own. Clock, settings, regions, faults, rates and the call log
// are those of the whole cloud; quotas are counted and the trail is kept by account.
//
// A member names a key of another account by its ARN. A caller of another account
// gets in by AssumeRole on a role that trusts it.
type Member struct {
	Account    string      `yaml:"account"` // account ID, 16 digits
	Name       string      `yaml:"name"`    // display name in the directory; default: member-ACCOUNT
	Status     string      `yaml:"status"`  // as the directory reports it, or Active (default), which it reports as CreateSuccess
	Folder     string      `yaml:"folder"`  // folder ID in the directory; default: its root
	Principals []Principal `yaml:"principals"`
	Keys       []Key       `yaml:"keys"`
	Resources  Resources   `yaml:"resources"`
}

// loadMembers opens and fills the further accounts of the world.
func (s *Sim) loadMembers(list []Member) error {
	for i, m := range list {
		if err := s.loadMember(m); err != nil {
			return fmt.Errorf("members, row %d: %w", i+1, err)
		}
	}
	return nil
}

func (s *Sim) loadMember(m Member) error {
	if err := m.check(); err != nil {
		return err
	}
	account, err := s.open(m.Account)
	if err != nil {
		return err
	}
	s.directory.enrol(m)
	if err := account.fill(m.Principals, m.Keys, m.Resources); err != nil {
		return fmt.Errorf("account %s: %w", m.Account, err)
	}
	return nil
}

// Member returns the account of that ID: a member, or home itself. What it shows
// and changes is that account's alone, but for what all accounts share.
func (s *Sim) Member(account string) (*Sim, bool) {
	s.mu.Look()
	defer s.mu.Leave()
	a := s.owner(account)
	return a, a != nil
}

// Account is the ID of the account.
func (s *Sim) Account() string { return s.account }

// kindSeparator stands between a kind of row and the account that holds it.
const kindSeparator = "@"

// kindIn names a kind of row of this account as Add and Remove of home take it:
// alone for home, KIND@ACCOUNT for a member.
func (s *Sim) kindIn(kind string) string {
	if s == s.home {
		return kind
	}
	return kind + kindSeparator + s.account
}

// within reads KIND or KIND@ACCOUNT: the kind, and the account that it means.
func (s *Sim) within(name string) (string, *Sim, error) {
	kind, account, named := strings.Cut(name, kindSeparator)
	if !named {
		return kind, s, nil
	}
	if a := s.owner(account); a != nil {
		return kind, a, nil
	}
	return "", nil, fmt.Errorf("kind %q names an account that the world does not have: write KIND, or KIND%sACCOUNT of one of its members", name, kindSeparator)
}
