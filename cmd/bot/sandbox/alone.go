package sandbox

import (
	"context"
	"fmt"
	"time"
)

// FlowAlone moves the clock with real time while no bot runs, for other clients
// of a simulator.
func (s *Sandbox) FlowAlone(ctx context.Context) error {
	tick := time.NewTicker(realStep)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			s.clock.Set(s.clock.Now().Add(realStep))
			s.slack.Tick()
		case <-ctx.Done():
			return nil
		}
	}
}

// Now is the sandbox's time.
func (s *Sandbox) Now() time.Time { return s.clock.Now() }

// Secrets lists, line by line, what a client of one side ("slack" or
// "alicloud") needs to be let in. They open nothing but the simulators.
func (s *Sandbox) Secrets(side string) []string {
	env := s.Environment()
	if side == "slack" {
		return []string{
			fmt.Sprintf("bot token   %s", env[envBotToken]),
			fmt.Sprintf("app token   %s", env[envAppToken]),
			fmt.Sprintf("control     %s/_sim/state", s.SlackURL()),
		}
	}
	return []string{
		fmt.Sprintf("access key  %s", env[envKeyID]),
		fmt.Sprintf("secret      %s", env[envKeySecret]),
		fmt.Sprintf("control     %s/_sim/state", s.CloudURL()),
	}
}
