package endure

import (
	"math/rand/v2"

	"pgregory.net/rapid"
)

// dice decide what happens next.
type dice interface {
	// roll returns a number from 0 to n-1. A run that is shrunk has small ones.
	roll(what string, n int) int
}

// drawn are the dice of rapid, which shrinks a run that fails.
type drawn struct{ t *rapid.T }

func (d drawn) roll(what string, n int) int { return rapid.IntRange(0, n-1).Draw(d.t, what) }

// thrown are dice for a run that goes on for hours.
type thrown struct{ *rand.Rand }

func (d thrown) roll(_ string, n int) int { return d.IntN(n) }

// one picks one of a list.
func one[T any](d dice, what string, from ...T) T { return from[d.roll(what, len(from))] }

// chance is true once in so many times; never where a run was shrunk to nothing.
func chance(d dice, what string, in int) bool { return d.roll(what, in) == in-1 }
