package sandbox

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
	"kmsguard/guard/strictyaml"
)

// World is a world file: what both simulators start from, and the time.
type World struct {
	Now   time.Time       `yaml:"now"`
	Slack slacksim.World  `yaml:"slack"`
	Cloud aliyunsim.World `yaml:"cloud"`
	// Policy is the text of the policy file. Empty: every member of the first
	// channel may ask, the first group approves, its first two members rescue.
	Policy string `yaml:"policy"`
	// Config is laid over the configuration that the sandbox writes, as
	// environment variables of the bot: {KMSGUARD_SLACK_HISTORY: "true"}.
	Config map[string]string `yaml:"config"`
}

//go:embed worlds/*.yaml
var builtinWorlds embed.FS

// DefaultWorld is the built-in world of a sandbox that names none.
const DefaultWorld = "shop"

// Worlds lists the built-in worlds.
func Worlds() []string { return names(builtinWorlds, "worlds", ".yaml") }

// aboutWorld is the comment with which a world file begins.
func aboutWorld(name string) string {
	text, err := worldText(name, "")
	if err != nil {
		return ""
	}
	var words []string
	for line := range strings.Lines(string(text)) {
		comment, is := strings.CutPrefix(line, "#")
		if !is {
			break
		}
		words = append(words, strings.TrimSpace(comment))
	}
	return strings.Join(words, " ")
}

func names(files embed.FS, dir, ext string) []string {
	entries, err := files.ReadDir(dir)
	if err != nil {
		panic(err) // the folder is part of this program
	}
	var list []string
	for _, e := range entries {
		list = append(list, strings.TrimSuffix(e.Name(), ext))
	}
	return list
}

// LoadWorld reads a world: a file, looked for beside dir too, or a built-in
// name. An error has kind Invalid and names the place in the file.
func LoadWorld(name, dir string) (World, error) {
	if name == "" {
		name = DefaultWorld
	}
	data, err := worldText(name, dir)
	if err != nil {
		return World{}, &guard.Error{Op: "sandbox.World", Subject: name, Kind: guard.Invalid, Err: err, Hint: "Name a world file, or one of: " + strings.Join(Worlds(), ", ") + "."}
	}
	var w World
	if err := strictyaml.Decode(data, &w); err != nil {
		return World{}, &guard.Error{Op: "sandbox.World", Subject: name, Kind: guard.Invalid, Err: err, Hint: "Correct the world file; `bot sandbox --help` shows its form."}
	}
	if w.Now.IsZero() {
		return World{}, &guard.Error{Op: "sandbox.World", Subject: name, Kind: guard.Invalid, Err: errors.New("now is missing, or is no time"), Hint: "Say when the world begins, such as now: 2026-11-02T09:00:00Z."}
	}
	return w, nil
}

func worldText(name, dir string) ([]byte, error) {
	if slices.Contains(Worlds(), name) {
		return builtinWorlds.ReadFile(path.Join("worlds", name+".yaml"))
	}
	if text, err := builtinWorlds.ReadFile(path.Join("worlds", name)); err == nil && dir == "" {
		return text, nil
	}
	file := name
	if dir != "" && !filepath.IsAbs(name) {
		file = filepath.Join(dir, name)
	}
	data, err := os.ReadFile(file) //nolint:gosec // the path is the operator's own argument
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("there is no file %s and no built-in world of that name", file)
	}
	return data, err
}

// policyText is the policy of the world, or one made from its people.
func (w World) policyText() (string, error) {
	if w.Policy != "" {
		return w.Policy, nil
	}
	if len(w.Slack.Channels) == 0 || len(w.Slack.Groups) == 0 || len(w.Slack.Groups[0].Users) < 2 {
		return "", errors.New("the world names no policy, and one can only be made from a channel and a group of at least two people")
	}
	channel, group := w.Slack.Channels[0], w.Slack.Groups[0]
	return fmt.Sprintf(`version: 1
rescuers: {users: [%s]}
rules:
  - name: every key
    channel: %s
    requesters: {users: [%s]}
    approvers: {groups: [%s]}
`, strings.Join(w.ids(group.Users[:2]), ", "), channel.ID, strings.Join(w.ids(channel.Members), ", "), group.ID), nil
}

// ids turns names of people into user IDs.
func (w World) ids(people []string) []string {
	byName := map[string]string{}
	for _, u := range w.Slack.Users {
		byName[u.Name] = u.ID
	}
	ids := make([]string, len(people))
	for i, p := range people {
		if id, ok := byName[p]; ok {
			p = id
		}
		ids[i] = p
	}
	return ids
}
