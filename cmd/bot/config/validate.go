package config

// Subcommand is what a configuration is about to be used for.
type Subcommand string

// The subcommands that read a configuration.
const (
	ForServe  Subcommand = "serve"
	ForAudit  Subcommand = "audit"  // needs no Slack
	ForDoctor Subcommand = "doctor" // looks at everything that serve needs
	ForLedger Subcommand = "ledger" // needs the data folder alone
	ForPolicy Subcommand = "policy" // needs the policy alone
)

// Validate returns nil when the configuration has what the subcommand needs and
// nothing in it contradicts itself, otherwise one Invalid error with every
// problem. It looks at no outside system.
func (c Config) Validate(use Subcommand) error {
	k := checker{config: &c}
	whole := use == ForServe || use == ForDoctor
	if whole {
		k.slack()
		k.process()
	}
	if whole || use == ForAudit {
		k.alicloud()
	}
	if whole || use == ForLedger {
		k.require("data", c.Data)
	}
	if whole || use == ForPolicy {
		k.require("policy", c.Policy)
	}
	k.sandbox()
	return failure("config.Validate", c.origins[""], k.problems)
}

// checker gathers what is wrong with a configuration that could be read.
type checker struct {
	config   *Config
	problems []Problem
}

// wrong notes a problem at the place that the field's value came from.
func (k *checker) wrong(path, reason string) {
	place := k.config.origins[path]
	if place == "" {
		place = k.config.origins[""]
	}
	k.problems = append(k.problems, Problem{place, path, reason, lineFor(path, exampleOf(path))})
}

// require notes a field that has no value.
func (k *checker) require(path, value string) bool {
	if value == "" {
		k.wrong(path, "is needed and has no value")
	}
	return value != ""
}

// process checks what concerns the running program itself.
func (k *checker) process() {
	c := k.config
	k.oneOf("log.level", c.Log.Level, "debug", "info", "warn", "error")
	k.oneOf("log.format", c.Log.Format, "json", "text")
	if c.Metrics.Listen != "" {
		k.note("metrics.listen", checkListen(c.Metrics.Listen))
	}
	k.between("scan.interval", c.Scan.Interval, scanShortest, scanLongest)
}

// note records what a check of one field found.
func (k *checker) note(path string, err error) {
	if err != nil {
		k.wrong(path, err.Error())
	}
}
