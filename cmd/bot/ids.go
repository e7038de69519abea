package main

import (
	"crypto/rand"
	"strings"
)

// randomIDs makes names from the system's random source.
type randomIDs struct{}

// idLength is how many random characters a name has; 12 of 32 are 60 bits,
// which no team will ever repeat by chance.
const idLength = 12

func name(prefix string) string { return prefix + strings.ToLower(rand.Text()[:idLength]) }

// Request returns a new name of a request.
func (randomIDs) Request() string { return name("r-") }

// Operation returns a new name of an operation, which is also its STS session name.
func (randomIDs) Operation() string { return name("op-") }

// Reminder returns a new name of a reminder.
func (randomIDs) Reminder() string { return name("n-") }
