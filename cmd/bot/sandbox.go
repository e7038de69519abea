package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"kmsguard/cmd/bot/play"
	"kmsguard/cmd/bot/sandbox"
	"kmsguard/guard"
)

// sandboxCmd runs everything on this machine, without workspace and account.
type sandboxCmd struct {
	Listen    string `help:"Address of the page, 127.0.0.1:8090 unless it is taken; the simulators are at the next two ports. With --only: address of the Slack side, with the cloud side at the next port." placeholder:"ADDR"`
	World     string `help:"A world file, or a built-in world." placeholder:"FILE|NAME"`
	Play      string `help:"Perform a play file or a built-in play, and end." placeholder:"FILE|NAME"`
	Plays     bool   `help:"List the built-in plays and worlds, and end."`
	Only      string `enum:",slack,alicloud" default:"" help:"Run one simulator alone, for other clients: slack or alicloud." placeholder:"SIDE"`
	Data      string `help:"Folder to keep configuration, ledger and log in; otherwise a temporary one." placeholder:"DIR"`
	ConfigOut string `help:"Write the configuration that reaches this sandbox." placeholder:"FILE"`
	Quiet     bool   `help:"With --play: print nothing but what failed."`
}

// Run runs the sandbox until it is interrupted, or performs a play.
func (c sandboxCmd) Run(ctx context.Context, t terminal) error {
	switch {
	case c.Plays:
		return listPlays(t.out)
	case c.Play != "":
		return c.play(ctx, t)
	}
	if c.Only != "" {
		return c.alone(ctx, t)
	}
	return c.live(ctx, t)
}

// alone runs the simulators without a bot, for other clients.
func (c sandboxCmd) alone(ctx context.Context, t terminal) error {
	w, err := sandbox.LoadWorld(c.World, "")
	if err != nil {
		return err
	}
	s, err := sandbox.Open(ctx, sandbox.Options{World: w, Listen: cmp.Or(c.Listen, defaultListen), Data: c.Data, Strict: true})
	if err != nil {
		return err
	}
	if err := c.writeConfig(s); err != nil {
		return errors.Join(err, s.Close())
	}
	c.tellOnly(t.out, s)
	return errors.Join(s.FlowAlone(ctx), s.Close())
}

func (c sandboxCmd) writeConfig(s *sandbox.Sandbox) error {
	if c.ConfigOut == "" {
		return nil
	}
	return s.ConfigFor(c.ConfigOut)
}

func (c sandboxCmd) tellOnly(w io.Writer, s *sandbox.Sandbox) {
	url := s.SlackURL() + "/api/"
	if c.Only == "alicloud" {
		url = s.CloudURL()
	}
	fmt.Fprintf(w, "%s\n", url)
	for _, line := range s.Secrets(c.Only) {
		fmt.Fprintf(w, "%s\n", line)
	}
}

func listPlays(w io.Writer) error {
	for _, p := range sandbox.Plays() {
		title, err := sandbox.PlayTitle(p)
		if err != nil {
			return err
		}
		fmt.Fprintf(w, "%-12s %s\n", p, title)
	}
	fmt.Fprintf(w, "\nworlds: %s\n", strings.Join(sandbox.Worlds(), ", "))
	return nil
}

// play performs a play and writes its transcript.
func (c sandboxCmd) play(ctx context.Context, t terminal) error {
	if c.Only != "" || c.World != "" || c.ConfigOut != "" {
		return &guard.Error{Op: "sandbox", Kind: guard.Invalid, Err: errors.New("--play names its own world and runs everything"), Hint: "Leave out --only, --world and --config-out."}
	}
	text, dir, err := playText(c.Play)
	if err != nil {
		return err
	}
	steps, err := play.Parse(c.Play, text)
	if err != nil {
		return err
	}
	stage := sandbox.NewStage(sandbox.Options{Data: c.Data}, dir)
	out := t.out
	if c.Quiet {
		out = io.Discard
	}
	err = play.Run(ctx, steps, stage, out)
	err = errors.Join(err, stage.Close())
	var unmet *play.Failure
	if errors.As(err, &unmet) {
		return answerNo{fmt.Sprintf("%s: %v", c.Play, err)}
	}
	return err
}

// playText reads a built-in play, or a file; dir is where its worlds lie.
func playText(name string) (text, dir string, err error) {
	if text, ok := sandbox.Play(name); ok {
		return text, "", nil
	}
	data, err := os.ReadFile(name) //nolint:gosec // the path is the operator's own argument
	if err != nil {
		return "", "", &guard.Error{Op: "sandbox", Subject: name, Kind: guard.Invalid, Err: err, Hint: "Name a play file, or one of: " + strings.Join(sandbox.Plays(), ", ") + "."}
	}
	return string(data), filepath.Dir(name), nil
}
