package page

import (
	"sync"

	"kmsguard/bot/slacksim"
)

// run is what the page remembers of one run of a world, and forgets with it: the
// same world begun anew is another run.
type run struct {
	slack *slacksim.Sim
	cache cache
	seen  seen

	mu     sync.Mutex
	people map[string]*slacksim.Persona
}

// running is the run that goes on now.
func (p *Page) running() *run {
	p.mu.Lock()
	defer p.mu.Unlock()
	if slack := p.host.Slack(); p.run == nil || p.run.slack != slack {
		p.run = &run{slack: slack, people: map[string]*slacksim.Persona{}}
	}
	return p.run
}

// as is a person by name or ID, asked for once: asking makes him, which wakes
// everybody who watches.
func (r *run) as(user string) *slacksim.Persona {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.people[user]
	if p == nil {
		if p = r.slack.As(user); p.User() != "" {
			r.people[user] = p
		}
	}
	return p
}
