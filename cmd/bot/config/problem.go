package config

import (
	"errors"
	"strings"

	"kmsguard/guard"
)

// Problem is one thing that is wrong with a configuration.
type Problem struct {
	Place   string // "kmsguard.yaml:12:5", or "environment variable KMSGUARD_DATA"
	Field   string // "slack.mode"; empty where the file is no YAML at all
	Reason  string // what is wrong, in a clause
	Example string // what could stand there instead; may be empty
}

// Error returns the problem in one line.
func (p Problem) Error() string {
	parts := []string{p.Place}
	if p.Field != "" {
		parts = append(parts, p.Field)
	}
	text := strings.Join(append(parts, p.Reason), ": ")
	if p.Example != "" {
		text += "; for example " + p.Example
	}
	return text
}

// failure makes one error of all problems, so that they can be mended in one go.
func failure(op, file string, problems []Problem) error {
	if len(problems) == 0 {
		return nil
	}
	causes := make([]error, len(problems))
	for i, p := range problems {
		causes[i] = p
	}
	return &guard.Error{
		Op:      op,
		Subject: file,
		Kind:    guard.Invalid,
		Hint:    "Compare the file with kmsguard.example.yaml, which documents every field.",
		Err:     errors.Join(causes...),
	}
}
