package sandbox

import (
	"context"
	"fmt"
	"strings"

	"kmsguard/bot/slacksim"
	"kmsguard/cmd/bot/play"
	"kmsguard/guard/aliyunsim"
)

// Add adds a row to whichever simulator has the kind.
func (s *Stage) Add(_ context.Context, kind, row string) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	switch kind {
	case "users", "groups", "channels":
		rows, err := slacksim.ParseWorld([]byte(kind + ": [" + row + "]"))
		if err != nil {
			return err
		}
		return b.slack.AddRows(rows)
	}
	return b.cloud.Add(kind, []byte(row))
}

// Remove removes a row of the cloud's world.
func (s *Stage) Remove(_ context.Context, kind, name string) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	return b.cloud.Remove(kind, name)
}

// Console makes a call as somebody else than the bot.
func (s *Stage) Console(_ context.Context, event string, args ...string) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	return b.cloud.Console(event, args...)
}

// Change changes the workspace.
func (s *Stage) Change(_ context.Context, change string, args ...string) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	return b.slack.Change(change, args...)
}

// SetFault makes calls of one side go wrong.
func (s *Stage) SetFault(_ context.Context, f play.Fault) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	if strings.HasPrefix(f.API, "slack.") {
		return b.slack.SetFault(slacksim.Fault{API: f.API, Kind: f.Kind, Code: f.Code, Status: f.Status, After: f.After, Times: f.Times})
	}
	return b.cloud.SetFault(aliyunsim.Fault{API: f.API, Kind: aliyunsim.FaultKind(f.Kind), Code: f.Code, Status: f.Status, After: f.After, Times: f.Times})
}

// ClearFaults ends what goes wrong, on both sides.
func (s *Stage) ClearFaults(context.Context) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	b.slack.ClearFaults()
	b.cloud.ClearFaults()
	return nil
}

// KeyState returns what the cloud holds.
func (s *Stage) KeyState(_ context.Context, id string) (string, error) {
	b, err := s.sandbox()
	if err != nil {
		return "", err
	}
	k, ok := b.cloud.Key(id)
	if !ok {
		return "", fmt.Errorf("the cloud never had a key %s", id)
	}
	return k.State, nil
}

// Effects returns how many calls of an API by clients changed something.
func (s *Stage) Effects(_ context.Context, api string) (int, error) {
	b, err := s.sandbox()
	if err != nil {
		return 0, err
	}
	if strings.HasPrefix(api, "slack.") {
		return b.slack.Effects(api), nil
	}
	return b.cloud.Effects(api), nil
}
