package slacksim

import (
	"errors"
	"fmt"
)

// What a person reads when something went wrong. Slack writes these texts.
const (
	bannerText      = "We had some trouble connecting. Try again?"
	deactivatedText = "Your account has been deactivated."
	warningMark     = "The button shows a warning mark: the app did not answer."
	threadText      = "%s is not supported in threads. Sorry!"
	unknownCommand  = "%s is not a valid command."
	failedCommand   = "%s failed with the error %q"
)

// Persona is one person, who does what people do. Its methods wait until the
// app has answered or the time for it is over. They return an error only when a
// person could not do this at all (no such button); what the app or Slack
// answered is in LastError.
type Persona struct {
	sim  *Sim
	user *User

	// guarded by the Sim's lock
	problem  string            // what went wrong in the last step
	notice   string            // the newest ephemeral text since the last step began
	fields   map[string]string // errors shown in the open modal, by block ID
	banner   bool              // the open modal shows the banner
	homeOpen bool              // he is on the Home tab
}

// As returns a person by name or ID. One who does not exist can do nothing:
// each step of his is an error.
func (s *Sim) As(user string) *Persona {
	s.mu.Look() // remembering him changes nothing that anybody sees
	defer s.mu.Leave()
	u := s.user(user)
	if u == nil {
		return &Persona{sim: s, problem: fmt.Sprintf("there is no user %q", user)}
	}
	return s.persona(u.ID)
}

// persona returns the one Persona of a user ID. The caller holds the lock.
func (s *Sim) persona(userID string) *Persona {
	p := s.people[userID]
	if p == nil {
		p = &Persona{sim: s, user: s.user(userID)}
		s.people[userID] = p
	}
	return p
}

// LastError returns what went wrong in the person's last step as he reads it:
// errors in a modal, its banner, a failed command. When nothing did, it is the
// newest ephemeral text since that step, which may be a refusal; Failed tells
// the two apart. It is empty when there was neither.
func (p *Persona) LastError() string {
	p.sim.mu.Look()
	defer p.sim.mu.Leave()
	if p.problem != "" {
		return p.problem
	}
	return p.notice
}

// Failed tells whether the last step certainly failed: the modal shows an
// error or the banner, or Slack itself said that the step failed.
func (p *Persona) Failed() bool {
	p.sim.mu.Look()
	defer p.sim.mu.Leave()
	return p.problem != ""
}

// LastNotice returns the newest ephemeral text since the last step began.
func (p *Persona) LastNotice() string {
	p.sim.mu.Look()
	defer p.sim.mu.Leave()
	return p.notice
}

// User returns the person's ID, empty for one who does not exist.
func (p *Persona) User() string {
	if p.user == nil {
		return ""
	}
	return p.user.ID
}

// step begins a step: it forgets what the last one showed. It reports false
// when the person cannot do anything; the reason is an error where no person
// could be meant, and shown to him where his account is deactivated. The caller
// holds the lock.
func (p *Persona) step() (bool, error) {
	if p.user == nil {
		return false, errors.New("slacksim: " + p.problem)
	}
	p.problem, p.notice = "", ""
	if p.user.Bot || p.user.WorkflowBot {
		return false, fmt.Errorf("slacksim: %s is a bot and does nothing by itself", p.user.Name)
	}
	if p.user.Deactivated {
		p.problem = deactivatedText
		return false, nil
	}
	return true, nil
}
