package view

import "kmsguard/guard"

// Settled turns what was typed into the blocks of BlockSettled, by block ID, into what a statement carries, by
// guard.CoverageKey.
func Settled(a guard.Audit, typed map[string]string) map[string]string { return nil }
