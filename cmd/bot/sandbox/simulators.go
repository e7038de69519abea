package sandbox

import (
	"kmsguard/bot/slacksim"
	"kmsguard/guard/aliyunsim"
)

// Slack is the simulated workspace.
func (s *Sandbox) Slack() *slacksim.Sim { return s.slack }

// Cloud is the simulated account.
func (s *Sandbox) Cloud() *aliyunsim.Sim { return s.cloud }
