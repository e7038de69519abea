package config

import (
	"fmt"

	"github.com/goccy/go-yaml"
)

// YAML writes the configuration so that Load reads the same from it. Secrets
// are written as the references that they were read from.
func (c Config) YAML() ([]byte, error) {
	text, err := yaml.MarshalWithOptions(c, yaml.OmitZero(), yaml.IndentSequence(true))
	if err != nil {
		return nil, fmt.Errorf("write the configuration: %w", err)
	}
	return text, nil
}
