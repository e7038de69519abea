package config

import "fmt"

// sandbox refuses the movable clock wherever anything but this machine is
// involved: against a real account or workspace, time that a stranger moves
// would let a window, an expiry or a fence pass too early.
func (k *checker) sandbox() {
	c := k.config
	if c.SandboxClock == "" {
		return
	}
	if !loopbackURL(c.SandboxClock) {
		k.wrong("sandbox_clock", "is not an address of this machine")
	}
	if !loopbackURL(c.Slack.APIURL) {
		k.outside("slack.api_url")
	}
	for _, product := range Products() {
		if !loopbackURL(c.Alicloud.Endpoints[product]) {
			k.outside("alicloud.endpoints." + product)
		}
	}
	if c.Slack.Listen != "" && !loopbackListen(c.Slack.Listen) {
		k.outside("slack.listen")
	}
	if c.Metrics.Listen != "" && !loopbackListen(c.Metrics.Listen) {
		k.outside("metrics.listen")
	}
}

func (k *checker) outside(path string) {
	k.wrong("sandbox_clock", fmt.Sprintf("cannot be used while %s is not an address of this machine", path))
}
