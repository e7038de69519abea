package config

import (
	"slices"
	"strings"
)

// among returns a clause that helps somebody who wrote name: the one that they
// most likely meant, or all that there are.
func among(name string, known []string) string {
	if near := nearest(name, known); near != "" {
		return "did you mean " + near + "?"
	}
	sorted := slices.Sorted(slices.Values(known))
	return "known are " + strings.Join(sorted, ", ")
}

// nearest returns the one of known that is closest to name, or "" where none is close.
func nearest(name string, known []string) string {
	if len(name) > 100 {
		return ""
	}
	best, distance := "", max(2, len(name)/3)+1
	for _, k := range known {
		if d := edits(name, k); d < distance {
			best, distance = k, d
		}
	}
	return best
}

// edits returns how many bytes must be added, dropped, changed or swapped with
// their neighbour to make b of a.
func edits(a, b string) int {
	cost := make([][]int, len(a)+1)
	for i := range cost {
		cost[i] = make([]int, len(b)+1)
		cost[i][0] = i
	}
	for j := range cost[0] {
		cost[0][j] = j
	}
	for i := 1; i <= len(a); i++ {
		for j := 1; j <= len(b); j++ {
			change := cost[i-1][j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			cost[i][j] = min(change, cost[i-1][j]+1, cost[i][j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				cost[i][j] = min(cost[i][j], cost[i-2][j-2]+1)
			}
		}
	}
	return cost[len(a)][len(b)]
}
