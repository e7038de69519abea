package play

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"kmsguard/guard"
)

// maxPlay bounds the text of a play, in bytes. The longest built-in play is a
// hundredth of it.
const maxPlay = 1 << 20

// Parse reads a play. name stands in messages. The error is Invalid and names
// every bad line, each with the reason and an example.
func Parse(name, text string) ([]Step, error) {
	if len(text) > maxPlay {
		return nil, invalid(name, []error{fmt.Errorf("%s: is longer than 1 MiB, so it is not a play; for example: ok", name)})
	}
	var steps []Step
	var problems []error
	number := 0
	for source := range strings.SplitSeq(text, "\n") {
		number++
		step, err := parseLine(Line{number, strings.TrimSpace(source)})
		switch {
		case err != nil:
			problems = append(problems, fmt.Errorf("%s:%d: %w", name, number, err))
		case step != nil:
			steps = append(steps, step)
		}
	}
	if len(problems) > 0 {
		return nil, invalid(name, problems)
	}
	return steps, nil
}

func invalid(name string, problems []error) error {
	return &guard.Error{
		Op:      "play.Parse",
		Subject: name,
		Kind:    guard.Invalid,
		Hint:    "Mend the lines that are named; the README shows a whole play.",
		Err:     errors.Join(problems...),
	}
}

// parseLine returns the step of one line, or nil where there is none.
func parseLine(at Line) (Step, error) {
	words, err := split(at.Source)
	if err != nil {
		return nil, fmt.Errorf("%w; for example: %s", err, exampleFor(at.Source))
	}
	if len(words) == 0 {
		return nil, nil
	}
	i := slices.IndexFunc(grammar, func(r rule) bool { return words[0] == word{bare, r.word} })
	if i < 0 {
		return nil, fmt.Errorf("no step begins with %s, only with %s; for example: %s", words[0], firstWords(), grammar[1].example)
	}
	c := cursor{words: words[1:]}
	step := grammar[i].read(&c, at)
	c.end()
	if c.err != nil {
		return nil, fmt.Errorf("%s: %w; for example: %s", grammar[i].word, c.err, grammar[i].example)
	}
	return step, nil
}

// exampleFor returns the example of the step that the line seems to be.
func exampleFor(line string) string {
	start, _, _ := strings.Cut(line, " ")
	for _, r := range grammar {
		if r.word == start {
			return r.example
		}
	}
	return grammar[1].example
}

func firstWords() string {
	var all []string
	for _, r := range grammar {
		all = append(all, r.word)
	}
	return strings.Join(all, ", ")
}
