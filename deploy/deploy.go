package deploy

import (
	"embed"
	"path"
	"strings"
)

//go:embed ram/*.json
var ram embed.FS

// SlackManifest is the app manifest to paste into Slack, for Socket Mode.
//
//go:embed slack-manifest.yaml
var SlackManifest string

// ConfigExample documents every field of the configuration.
//
//go:embed kmsguard.example.yaml
var ConfigExample string

// PolicyExample documents every field of the policy.
//
//go:embed policy.example.yaml
var PolicyExample string

// The names of the RAM policies. The base identity has BasePolicy attached;
// each role has AliyunKMSFullAccess and its -only policy, or its -narrow policy
// in place of the former. ScanPolicy is for the base identity where audits may
// look at objects one by one: OSS has no right to read headers alone.
const (
	BasePolicy          = "kmsguard-base"
	ScanPolicy          = "kmsguard-scan"
	DestroyOnlyPolicy   = "kmsguard-destroy-only"
	DestroyNarrowPolicy = "kmsguard-destroy-narrow"
	RescueOnlyPolicy    = "kmsguard-rescue-only"
	RescueNarrowPolicy  = "kmsguard-rescue-narrow"
)

// Policies returns the RAM policy documents by name.
func Policies() map[string]string {
	documents := map[string]string{}
	for _, name := range []string{BasePolicy, ScanPolicy, DestroyOnlyPolicy, DestroyNarrowPolicy, RescueOnlyPolicy, RescueNarrowPolicy} {
		documents[name] = document(name)
	}
	return documents
}

// RoleTrust returns the trust document of both roles, which lets the base
// identity of this account assume them and nobody else.
func RoleTrust(account string) string {
	return strings.ReplaceAll(document("role-trust"), "ACCOUNT_ID", account)
}

func document(name string) string {
	text, err := ram.ReadFile(path.Join("ram", name+".json"))
	if err != nil {
		panic(err) // the file is part of the program
	}
	return string(text)
}
