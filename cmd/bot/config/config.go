package config

// Config is the whole configuration. Load fills it; what a file leaves out has
// the value that Default gives.
type Config struct {
	Slack    Slack    `yaml:"slack"`
	Alicloud Alicloud `yaml:"alicloud"`
	// Policy is the path of the policy file. Load makes it absolute in respect
	// of the folder of the configuration.
	Policy string `yaml:"policy" example:"policy.yaml"`
	// Data is the folder of the ledger and its admin socket, made absolute like Policy.
	Data    string  `yaml:"data" example:"/var/lib/kmsguard"`
	Log     Log     `yaml:"log"`
	Metrics Metrics `yaml:"metrics"`
	Scan    Scan    `yaml:"scan"`
	// SandboxClock is the address of the clock that the sandbox moves. It is
	// refused unless every address in the configuration is loopback.
	SandboxClock string `yaml:"sandbox_clock" example:"http://127.0.0.1:8090"`

	origins origins
}

// Slack says which workspace the bot serves and how it is reached.
type Slack struct {
	// Mode is how Slack's input arrives: ModeSocket or ModeHTTP.
	Mode string `yaml:"mode" example:"socket"`
	// APIURL is the base of the Web API and ends in a slash.
	APIURL string `yaml:"api_url" example:"https://slack.com/api/"`
	// BotToken is the token of the bot user (xoxb-…).
	BotToken Secret `yaml:"bot_token" example:"env:SLACK_BOT_TOKEN"`
	// AppToken is the app-level token (xapp-…), needed by ModeSocket alone.
	AppToken Secret `yaml:"app_token" example:"env:SLACK_APP_TOKEN"`
	// SigningSecret proves that a request came from Slack, needed by ModeHTTP alone.
	SigningSecret Secret `yaml:"signing_secret" example:"file:/run/secrets/slack-signing"`
	// Listen is the address on which ModeHTTP waits for Slack, behind something
	// that ends TLS.
	Listen string `yaml:"listen" example:"127.0.0.1:8080"`
	// Workspace is the team ID that the bot token must belong to. Empty: any.
	Workspace string `yaml:"workspace" example:"T0123456789"`
	// Command is the slash command, as in the app's manifest.
	Command string `yaml:"command" example:"/kms"`
	// History says that the optional history scopes are granted, so that a post
	// whose reply was lost is looked for in its thread before it is repeated.
	History bool `yaml:"history" example:"false"`
	// Timeout bounds one call of the Web API.
	Timeout Duration `yaml:"timeout" example:"10s"`
	// Insecure allows clear text to an APIURL that is not loopback.
	Insecure bool `yaml:"insecure" example:"false"`
}

// The ways in which Slack's input arrives.
const (
	ModeSocket = "socket" // the bot opens a WebSocket; no public address is needed
	ModeHTTP   = "http"   // Slack sends signed requests to Slack.Listen
)

// Alicloud says which account is guarded and with which identity.
type Alicloud struct {
	// Account is the account ID, digits only.
	Account string `yaml:"account" example:"\"1234567890123456\""`
	// DefaultRegion is where a key is looked for when the command names no region.
	DefaultRegion string `yaml:"default_region" example:"cn-hangzhou"`
	// Regions are those in which an audit looks. Empty: every enabled region.
	Regions []string `yaml:"regions" example:"[cn-hangzhou, cn-shanghai]"`
	// ExcludedRegions are left out of an audit, which then reports them as not determinable.
	ExcludedRegions []string    `yaml:"excluded_regions" example:"[me-east-1]"`
	Credentials     Credentials `yaml:"credentials"`
	Roles           Roles       `yaml:"roles"`
	// Accounts are others whose resources may use the keys: account IDs with the
	// role that is assumed in each to read it.
	Accounts map[string]string `yaml:"accounts" example:"kmsguard-audit"`
	// DirectoryRole is the role that is assumed in every account of the
	// resource directory. Empty: the directory is not asked.
	DirectoryRole string `yaml:"directory_role" example:"kmsguard-audit"`
	// Endpoints replaces the address of a product, scheme included; "{region}" in
	// it stands for the region of the call. The products are in Products.
	Endpoints map[string]string `yaml:"endpoints" example:"https://kms-vpc.{region}.aliyuncs.com"`
	Timeouts  Timeouts          `yaml:"timeouts"`
	Audit     Audit             `yaml:"audit"`
	// Insecure allows clear text to an endpoint that is not loopback.
	Insecure bool `yaml:"insecure" example:"false"`
}

// Credentials are those of the bot's own identity, which reads and assumes the
// two roles but changes nothing by itself.
type Credentials struct {
	AccessKeyID     Secret `yaml:"access_key_id" example:"env:ALIBABA_CLOUD_ACCESS_KEY_ID"`
	AccessKeySecret Secret `yaml:"access_key_secret" example:"env:ALIBABA_CLOUD_ACCESS_KEY_SECRET"`
	// SecurityToken belongs to a temporary access key; a permanent one has none.
	SecurityToken Secret `yaml:"security_token" example:"env:ALIBABA_CLOUD_SECURITY_TOKEN"`
}

// Roles are the names of the RAM roles that mutations run under.
type Roles struct {
	Destroy string `yaml:"destroy" example:"kmsguard-destroy"`
	Rescue  string `yaml:"rescue" example:"kmsguard-rescue"`
}

// Timeouts bound what the bot asks of the cloud.
type Timeouts struct {
	// Call bounds one request, connection included.
	Call Duration `yaml:"call" example:"10s"`
}

// Audit bounds what an audit asks of the account's API quotas, so that the
// team's console keeps working beside it.
type Audit struct {
	// Share is the part of an API's documented quota that audits may use, above 0 and at most 1.
	Share float64 `yaml:"share" example:"0.5"`
	// QuotaCenter asks Quota Center once a day for the account's own rates, where the documentation gives none.
	QuotaCenter bool `yaml:"quota_center" example:"true"`
	// Concurrency is how many calls may be under way at once over all APIs.
	Concurrency int `yaml:"concurrency" example:"16"`
	// LeaveOut are categories that are not read, in every region or in one, since the account does not use
	// their product there and it does not answer. An audit reports them as not determinable.
	LeaveOut []string `yaml:"leave_out" example:"[oceanbase, kafka/me-east-1]"`
	// Budgets replaces the rate of single APIs, named product.Action.
	Budgets map[string]Rate `yaml:"budgets" example:"25/s"`
}

// Log says what the bot writes on standard error.
type Log struct {
	Level  string `yaml:"level" example:"info"`  // debug, info, warn or error
	Format string `yaml:"format" example:"json"` // json or text
}

// Metrics says where Prometheus reads.
type Metrics struct {
	// Listen is the address of /metrics. Empty: none is served.
	Listen string `yaml:"listen" example:"127.0.0.1:9090"`
}

// Scan says how the bot looks for what happened without it.
type Scan struct {
	// Interval is the time between two searches for deletions scheduled outside the bot.
	Interval Duration `yaml:"interval" example:"1h"`
}
