package aliyun

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"kmsguard/guard"
)

// cryptographic are the calls that use a key rather than manage it.
var cryptographic = []string{
	"Encrypt", "Decrypt", "ReEncrypt", "GenerateDataKey", "GenerateDataKeyWithoutPlaintext", "ExportDataKey",
	"GenerateAndExportDataKey", "AsymmetricSign", "AsymmetricVerify", "AsymmetricEncrypt", "AsymmetricDecrypt",
	"AdvanceEncrypt", "AdvanceDecrypt", "AdvanceGenerateDataKey",
}

// Uses lists the recorded uses of a key since a time, newest first and refused
// ones included, and how far back the records reach: later than asked when the
// trail does not go so far or has more than is read of it. Use through a KMS
// instance's own gateway is not recorded at all.
func (c *Client) Uses(ctx context.Context, key guard.KeyRef, since time.Time) ([]guard.Use, time.Time, error) {
	f, err := c.useEvents(ctx, key, since)
	if err != nil {
		return nil, time.Time{}, retold(err, "Uses", key.String())
	}
	var uses []guard.Use
	for _, e := range f.events {
		uses = append(uses, e.use())
	}
	return uses, f.horizon, nil
}

// useEvents finds the events that used a key since a time, each once, newest first.
func (c *Client) useEvents(ctx context.Context, key guard.KeyRef, since time.Time) (found, error) {
	now := c.o.Now()
	if oldest := now.Add(-trailDepth); since.Before(oldest) {
		since = oldest
	}
	if !since.Before(now) {
		return found{horizon: since}, nil
	}
	named, err := c.look(ctx, lookup{region: key.Region, from: since, to: now, filters: [2]attribute{{"ResourceName", key.ID}}})
	if err != nil {
		return found{}, err
	}
	unnamed, err := c.unnamedDecrypts(ctx, key, since, now)
	if err != nil {
		return found{}, err
	}
	horizon := named.horizon
	if unnamed.horizon.After(horizon) {
		horizon = unnamed.horizon
	}
	return found{using(append(named.events, unnamed.events...)), horizon}, nil
}

// unnamedDecrypts finds uses that the trail does not file under the key. A
// Decrypt sends only the ciphertext, so its event may name the key in a list of
// what it referred to, or not at all. Where any Decrypt is filed under a key,
// the trail does so for all, and there is nothing else to find.
func (c *Client) unnamedDecrypts(ctx context.Context, key guard.KeyRef, from, to time.Time) (found, error) {
	q := lookup{
		region: key.Region, from: from, to: to, pages: 1,
		filters: [2]attribute{{"ServiceName", "Kms"}, {"EventName", "Decrypt"}},
	}
	f, err := c.look(ctx, q)
	if err != nil {
		return found{}, err
	}
	if len(f.events) == 0 || slices.ContainsFunc(f.events, func(e event) bool { return e.Resource != "" }) {
		return found{horizon: from}, nil
	}
	f.events = slices.DeleteFunc(f.events, func(e event) bool { return !e.concerns(key) })
	return f, nil
}

// using keeps the events that used the key, each once, newest first.
func using(events []event) []event {
	seen := map[string]bool{}
	var uses []event
	for _, e := range events {
		if !slices.Contains(cryptographic, e.Name) || seen[e.ID] {
			continue
		}
		seen[e.ID] = e.ID != ""
		uses = append(uses, e)
	}
	slices.SortStableFunc(uses, func(a, b event) int {
		return cmp.Or(b.Time.Compare(a.Time), strings.Compare(a.Name+a.by(), b.Name+b.by()))
	})
	return uses
}

// use is the event as a use of a key.
func (e event) use() guard.Use {
	return guard.Use{At: e.Time, Event: e.Name, By: e.by(), From: e.SourceIP, Refused: e.Code != "", Code: e.Code}
}
