package main

import (
	"kmsguard/cmd/bot/config"
	"kmsguard/guard"
)

// configured loads the configuration and checks it for a subcommand. Whatever
// is wrong with it, be it that the file is missing, is for the operator to mend:
// the error has kind Invalid.
func (t terminal) configured(path string, use config.Subcommand) (config.Config, error) {
	c, err := config.Load(path, t.env)
	if err == nil {
		err = c.Validate(use)
	}
	if err != nil {
		return config.Config{}, &guard.Error{Kind: guard.Invalid, Err: err}
	}
	return c, nil
}
