package config_test

import (
	"strings"
	"testing"

	"kmsguard/cmd/bot/config"
)

// loopbackEnv makes valid a configuration of a sandbox.
func loopbackEnv() map[string]string {
	env := exampleEnv()
	env["KMSGUARD_SANDBOX_CLOCK"] = "http://127.0.0.1:1"
	env["KMSGUARD_SLACK_API_URL"] = "http://127.0.0.1:2/api/"
	for _, product := range config.Products() {
		env[config.EnvName("alicloud.endpoints."+product)] = "http://127.0.0.1:3"
	}
	return env
}

func TestSandboxClockWithLoopbackAlone(t *testing.T) {
	if err := mustLoad(t, valid, loopbackEnv()).Validate(config.ForServe); err != nil {
		t.Fatal(err)
	}
}

func TestOneOutsideAddressRefusesTheSandboxClock(t *testing.T) {
	outside := map[string]string{
		"slack.api_url":  "https://slack.com/api/",
		"slack.listen":   ":8080",
		"metrics.listen": "0.0.0.0:9090",
	}
	for _, product := range config.Products() {
		outside["alicloud.endpoints."+product] = "https://127.0.0.1.example"
	}
	for path, address := range outside {
		env := loopbackEnv()
		env[config.EnvName(path)] = address
		err := mustLoad(t, valid, env).Validate(config.ForAudit)
		if err == nil || !strings.Contains(err.Error(), "cannot be used while "+path+" is not") {
			t.Errorf("%s = %s: %v", path, address, err)
		}
	}
}

func TestProductWithoutAddressRefusesTheSandboxClock(t *testing.T) {
	env := loopbackEnv()
	delete(env, config.EnvName("alicloud.endpoints.kms"))
	err := mustLoad(t, valid, env).Validate(config.ForAudit)
	if err == nil || !strings.Contains(err.Error(), "while alicloud.endpoints.kms is not") {
		t.Errorf("got %v", err)
	}
}
