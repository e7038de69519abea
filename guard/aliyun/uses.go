package aliyun

import (
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
	now := c.o.Now()
	if oldest := now.Add(-trailDepth); since.Before(oldest) {
		since = oldest
	}
	if !since.Before(now) {
		return nil, since, nil
	}
	named, err := c.look(ctx, lookup{region: key.Region, from: since, to: now, filters: [2]attribute{{"ResourceName", key.ID}}})
	if err != nil {
		return nil, time.Time{}, retold(err, "Uses", key.String())
	}
	unnamed, err := c.unnamedDecrypts(ctx, key, since, now)
	if err != nil {
		return nil, time.Time{}, retold(err, "Uses", key.String())
	}
	horizon := named.horizon
	if unnamed.horizon.After(horizon) {
		horizon = unnamed.horizon
	}
	return usesOf(append(named.events, unnamed.events...)), horizon, nil
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

// usesOf keeps the events that used the key, each once, newest first.
func usesOf(events []event) []guard.Use {
	seen := map[string]bool{}
	var uses []guard.Use
	for _, e := range events {
		if !slices.Contains(cryptographic, e.Name) || seen[e.ID] {
			continue
		}
		seen[e.ID] = e.ID != ""
		uses = append(uses, guard.Use{At: e.Time, Event: e.Name, By: e.by(), From: e.SourceIP, Refused: e.Code != "", Code: e.Code})
	}
	slices.SortStableFunc(uses, func(a, b guard.Use) int {
		if n := b.At.Compare(a.At); n != 0 {
			return n
		}
		return strings.Compare(a.Event+a.By, b.Event+b.By)
	})
	return uses
}
