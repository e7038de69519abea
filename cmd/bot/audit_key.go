package main

import (
	"context"
	"errors"
	"fmt"

	"kmsguard/cmd/bot/config"
	"kmsguard/guard"
)

// locator finds keys.
type locator interface {
	Locate(ctx context.Context, id, region string) (guard.KeyFacts, error)
	Resolve(ctx context.Context, alias, region string) (string, error)
}

// key names a key for certain, or says why it cannot.
func (c auditCmd) key(ctx context.Context, text string, conf config.Config, cloud locator) (guard.KeyRef, error) {
	name, err := guard.ParseKeyName(text)
	if err != nil {
		return guard.KeyRef{}, err
	}
	region := or(c.Region, or(name.Region, conf.Alicloud.DefaultRegion))
	bad := func(kind guard.Kind, hint, format string, args ...any) error {
		return &guard.Error{Op: "audit", Subject: text, Kind: kind, Err: fmt.Errorf(format, args...), Hint: hint}
	}
	if name.Account != "" && name.Account != conf.Alicloud.Account {
		return guard.KeyRef{}, bad(guard.Invalid, "Use the configuration of that account.", "the key belongs to account %s, the configuration is for %s", name.Account, conf.Alicloud.Account)
	}
	if name.Alias != "" {
		id, err := cloud.Resolve(ctx, name.Alias, region)
		if err != nil || id == "" {
			return guard.KeyRef{}, errors.Join(bad(guard.Invalid, "Name the key by its ID.", "that is an alias, and it could not be read where it points"), err)
		}
		return guard.KeyRef{}, bad(guard.Invalid, "Name the key by that ID if it is the one you mean.", "that is an alias; it points to %s now, and can be pointed elsewhere at any time", id)
	}
	facts, err := cloud.Locate(ctx, name.ID, region)
	switch {
	case err != nil:
		return guard.KeyRef{}, err
	case facts.State == guard.StateNotFound:
		return guard.KeyRef{}, bad(guard.NotFound, "Check the ID; a deleted key cannot be recovered.", "the key is not found in %s or in any other configured region", region)
	case facts.Ref.Region != region:
		return guard.KeyRef{}, bad(guard.Invalid, fmt.Sprintf("Add --region %s if that is the key you mean.", facts.Ref.Region), "the key is not in %s, it is in %s", region, facts.Ref.Region)
	}
	return facts.Ref, nil
}
