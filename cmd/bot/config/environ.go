package config

import (
	"reflect"
	"strings"
)

// envPrefix begins the name of every override.
const envPrefix = "KMSGUARD_"

// EnvName returns the environment variable that overrides a field:
// "slack.api_url" gives "KMSGUARD_SLACK_API_URL".
func EnvName(path string) string {
	return envPrefix + strings.ToUpper(strings.NewReplacer(".", "_", "-", "_").Replace(path))
}

// override replaces what the environment names. A list is written with commas;
// an empty variable is the same as none. Of the sections with free names only
// alicloud.endpoints has overrides, one a product.
func (d *decoder) override(c *Config, env func(string) (string, bool)) {
	for _, f := range fields(c) {
		if f.value.Kind() != reflect.Map {
			d.overrideField(f, env)
		}
	}
	for _, product := range Products() {
		path := "alicloud.endpoints." + product
		address, _ := env(EnvName(path))
		if address == "" {
			continue
		}
		if c.Alicloud.Endpoints == nil {
			c.Alicloud.Endpoints = map[string]string{}
		}
		c.Alicloud.Endpoints[product] = address
		d.origins[path] = variable(path)
	}
}

func (d *decoder) overrideField(f field, env func(string) (string, bool)) {
	text, _ := env(EnvName(f.path))
	if text == "" {
		return
	}
	d.origins[f.path] = variable(f.path)
	if err := setText(f.value, text); err != nil {
		d.problems = append(d.problems, Problem{variable(f.path), f.path, err.Error(), EnvName(f.path) + "=" + strings.Trim(f.example, "[]\"")})
	}
}

func variable(path string) string { return "environment variable " + EnvName(path) }
