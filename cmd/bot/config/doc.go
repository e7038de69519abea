// Package config reads the one YAML file that tells the bot where everything
// is: Slack, Alibaba Cloud, the policy, the data folder.
//
// The words to know: a field is one place in the file, named by its path
// ("slack.api_url"); an override is an environment variable that replaces a
// field (KMSGUARD_SLACK_API_URL); a reference says where a secret is kept
// ("env:NAME" or "file:PATH"), since the file itself never holds one.
//
// Start reading at Config (every field and its default), then Load and
// Config.Validate. The file that documents each field for people is
// kmsguard.example.yaml in the deploy folder; a test keeps it equal to Config.
//
// It never guesses: an unknown field, a second document or a value that cannot
// be read is refused with its place, the reason and an example, and it never
// repeats a secret in a message.
package config
