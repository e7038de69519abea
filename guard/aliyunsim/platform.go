package aliyunsim

import (
	"maps"
	"slices"
	"time"
)

// platform is what every account of one simulated cloud shares: its clock, its
// products, its regions, who holds which access key, and what was ordered to fail.
type platform struct {
	options  Options
	settings Settings
	latency  time.Duration // of the way to the cloud and back
	service  time.Duration // of a product at work
	delay    time.Duration // of the trail
	quotas   map[string]rate
	products map[string]*product
	versions map[string][]*product         // RPC products; two may have chosen the same day
	actions  map[string]map[string]*action // product → name
	fronts   []restFront

	mu         lock // guards what follows, and what each account holds
	regions    regions
	identities map[string]*identity // by access key ID, of all accounts
	home       *Sim                 // the account that the world is about
	members    map[string]*Sim      // further accounts, by account ID
	directory  directory
	faults     faults
	nonces     nonces
	log        callLog
}

// newPlatform is the cloud of the world before any account is in it.
func newPlatform(w World, o Options) *platform {
	p := &platform{
		options: o, latency: time.Duration(w.Latency), service: time.Duration(w.ServiceLatency), delay: defaultTrailDelay,
		settings: w.Settings.or(o.Settings).or(defaultSettings()), fronts: restFronts(),
		identities: map[string]*identity{}, members: map[string]*Sim{}, directory: directory{used: w.Directory},
	}
	if w.TrailDelay != nil {
		p.delay = time.Duration(*w.TrailDelay)
	}
	p.index(catalogue())
	return p
}

// index makes the products and actions findable.
func (p *platform) index(products []product) {
	p.products, p.versions, p.actions = map[string]*product{}, map[string][]*product{}, map[string]map[string]*action{}
	for i := range products {
		one := &products[i]
		p.products[one.code] = one
		byName := map[string]*action{}
		for j := range one.actions {
			one.actions[j].product = one.code
			byName[one.actions[j].name] = &one.actions[j]
		}
		p.actions[one.code] = byName
		if one.version != "" {
			p.versions[one.version] = append(p.versions[one.version], one)
		}
	}
}

// now is calendar time in UTC.
func (p *platform) now() time.Time { return p.options.Now().UTC() }

// owner is the account of that ID, nil when there is none.
func (p *platform) owner(account string) *Sim {
	if account == p.home.account {
		return p.home
	}
	return p.members[account]
}

// accounts are all accounts: home first, then the members by ID.
func (p *platform) accounts() []*Sim {
	all := []*Sim{p.home}
	for _, id := range slices.Sorted(maps.Keys(p.members)) {
		all = append(all, p.members[id])
	}
	return all
}
