package aliyunsim

import (
	"errors"
	"fmt"
	"time"
)

// Options are what a simulator is given by whoever runs it. Now and Real are required.
type Options struct {
	// Now is calendar time: key states, expiry of sessions, content and delay
	// of the trail, and the Date of replies.
	Now func() time.Time
	// Real is real time: the window of signature timestamps, and quotas.
	Real func() time.Time
	// Policies are RAM policy documents by name, beside the system policies.
	Policies map[string]string
	// Reached is told when a call, named like kms.ScheduleKeyDeletion, reaches
	// phase before or after its effect. When it returns true the connection is
	// dropped without an answer. Nil: nobody is told.
	Reached func(api, phase string) bool
	// Settings are used where the world's own are unset.
	Settings Settings
}

// Sim is one account of the simulated cloud, and an http.Handler that serves
// every product of every account at one address: a call is served from the data
// of the account that its access key belongs to. What New returns is the home
// account, the one that the world is about; Member returns the others. It is
// safe for concurrent use.
type Sim struct {
	*platform

	account string

	// The lock of the platform guards what follows.
	roles  map[string]*role
	keys   keyring
	tables tables
	meters map[string]*meter
	trail  trail
}

// New makes a simulator of the world, or says what in the world is wrong.
func New(w World, o Options) (*Sim, error) {
	if o.Now == nil || o.Real == nil {
		return nil, errors.New("aliyunsim: options need Now and Real: functions that return calendar and real time")
	}
	p := newPlatform(w, o)
	home, err := p.open(w.Account)
	if err != nil {
		return nil, fmt.Errorf("aliyunsim: %w", err)
	}
	if err := home.load(w); err != nil {
		return nil, fmt.Errorf("aliyunsim: %w", err)
	}
	return home, nil
}

// open makes an account without anything in it; the first one is home.
func (p *platform) open(account string) (*Sim, error) {
	if !isDigits(account) {
		return nil, fmt.Errorf("account is %q: it must be the digits of an account ID, like \"1234567890123456\"", account)
	}
	s := &Sim{platform: p, account: account, roles: map[string]*role{}, meters: map[string]*meter{}}
	switch {
	case p.home == nil:
		p.home = s
	case p.owner(account) != nil:
		return nil, fmt.Errorf("account %s is there twice", account)
	default:
		p.members[account] = s
	}
	return s, nil
}

// load fills the simulator with the world.
func (s *Sim) load(w World) error {
	if err := s.settings.check(); err != nil {
		return err
	}
	if err := s.loadQuotas(w.Quotas); err != nil {
		return err
	}
	s.regions.declare(w.Regions)
	if err := s.fill(w.Principals, w.Keys, w.Resources); err != nil {
		return err
	}
	if err := s.loadMembers(w.Members); err != nil {
		return err
	}
	for _, f := range w.Faults {
		if err := s.SetFault(f); err != nil {
			return err
		}
	}
	return nil
}

// fill puts into the account what the world gives it.
func (s *Sim) fill(principals []Principal, keys []Key, resources Resources) error {
	if err := s.loadPrincipals(principals); err != nil {
		return err
	}
	for _, k := range keys {
		if err := s.addKey(k); err != nil {
			return err
		}
	}
	return s.loadResources(resources)
}

func isDigits(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return text != ""
}
