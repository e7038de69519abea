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

// Sim is the simulated cloud: an http.Handler that serves every product at one
// address. It is safe for concurrent use.
type Sim struct {
	options  Options
	settings Settings
	account  string
	latency  time.Duration
	delay    time.Duration // of the trail
	quotas   map[string]rate
	products map[string]*product
	versions map[string][]*product         // RPC products; two may have chosen the same day
	actions  map[string]map[string]*action // product → name
	fronts   []restFront

	mu         lock // guards what follows
	regions    regions
	identities map[string]*identity // by access key ID
	roles      map[string]*role
	keys       keyring
	tables     tables
	faults     faults
	meters     map[string]*meter
	nonces     nonces
	log        callLog
	trail      trail
}

// New makes a simulator of the world, or says what in the world is wrong.
func New(w World, o Options) (*Sim, error) {
	switch {
	case o.Now == nil || o.Real == nil:
		return nil, errors.New("aliyunsim: options need Now and Real: functions that return calendar and real time")
	case !isDigits(w.Account):
		return nil, fmt.Errorf("aliyunsim: account is %q: it must be the digits of an account ID, like \"1234567890123456\"", w.Account)
	}
	s := &Sim{
		options: o, account: w.Account, latency: time.Duration(w.Latency), delay: defaultTrailDelay,
		settings: w.Settings.or(o.Settings).or(defaultSettings()), fronts: restFronts(),
		identities: map[string]*identity{}, roles: map[string]*role{}, meters: map[string]*meter{},
	}
	if w.TrailDelay != nil {
		s.delay = time.Duration(*w.TrailDelay)
	}
	s.index(catalogue())
	if err := s.load(w); err != nil {
		return nil, fmt.Errorf("aliyunsim: %w", err)
	}
	return s, nil
}

// index makes the products and actions findable.
func (s *Sim) index(products []product) {
	s.products, s.versions, s.actions = map[string]*product{}, map[string][]*product{}, map[string]map[string]*action{}
	for i := range products {
		p := &products[i]
		s.products[p.code] = p
		byName := map[string]*action{}
		for j := range p.actions {
			p.actions[j].product = p.code
			byName[p.actions[j].name] = &p.actions[j]
		}
		s.actions[p.code] = byName
		if p.version != "" {
			s.versions[p.version] = append(s.versions[p.version], p)
		}
	}
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
	if err := s.loadPrincipals(w.Principals); err != nil {
		return err
	}
	for _, k := range w.Keys {
		if err := s.addKey(k); err != nil {
			return err
		}
	}
	if err := s.loadResources(w.Resources); err != nil {
		return err
	}
	for _, f := range w.Faults {
		if err := s.SetFault(f); err != nil {
			return err
		}
	}
	return nil
}

func isDigits(text string) bool {
	for _, r := range text {
		if r < '0' || r > '9' {
			return false
		}
	}
	return text != ""
}

// now is calendar time in UTC.
func (s *Sim) now() time.Time { return s.options.Now().UTC() }
