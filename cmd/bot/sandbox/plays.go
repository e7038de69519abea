package sandbox

import (
	"embed"
	"fmt"
	"strings"
)

//go:embed plays/*.play
var builtinPlays embed.FS

// Plays lists the built-in plays.
func Plays() []string { return names(builtinPlays, "plays", ".play") }

// Play returns the text of a built-in play.
func Play(name string) (text string, ok bool) {
	data, err := builtinPlays.ReadFile("plays/" + name + ".play")
	return string(data), err == nil
}

// PlayTitle returns what a built-in play shows: its first comment line.
func PlayTitle(name string) (string, error) {
	text, ok := Play(name)
	first, _, _ := strings.Cut(text, "\n")
	title, comment := strings.CutPrefix(first, "# ")
	if !ok || !comment {
		return "", fmt.Errorf("the play %s does not begin with a comment that says what it shows", name)
	}
	return title, nil
}
