package main

import (
	"slices"
	"testing"

	"kmsguard/cmd/bot/config"
	"kmsguard/guard/aliyun/acs"
)

// TestEveryProductCanBeRedirected: a product whose address could not be replaced
// would be called at its public one by a bot that was told to speak to a proxy
// or a simulator.
func TestEveryProductCanBeRedirected(t *testing.T) {
	for _, p := range acs.Products() {
		if !slices.Contains(config.Products(), string(p)) {
			t.Errorf("alicloud.endpoints cannot name %s", p)
		}
	}
}
