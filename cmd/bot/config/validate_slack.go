package config

import "strings"

// slack checks what is needed to serve a workspace.
func (k *checker) slack() {
	s := k.config.Slack
	k.oneOf("slack.mode", s.Mode, ModeSocket, ModeHTTP)
	k.note("slack.api_url", checkURL(s.APIURL, s.Insecure))
	if !strings.HasSuffix(s.APIURL, "/") { // method names are appended as they are
		k.wrong("slack.api_url", "does not end in a slash")
	}
	k.secret("slack.bot_token", s.BotToken, "xoxb-")
	switch s.Mode {
	case ModeSocket:
		k.secret("slack.app_token", s.AppToken, "xapp-")
	case ModeHTTP:
		k.secret("slack.signing_secret", s.SigningSecret, "")
		if k.require("slack.listen", s.Listen) {
			k.note("slack.listen", checkListen(s.Listen))
		}
	}
	k.matches("slack.command", s.Command, command, "is no slash command (a slash, then up to 31 of a-z, 0-9, _ and -)")
	if s.Workspace != "" {
		k.matches("slack.workspace", s.Workspace, teamID, "is no workspace ID (T or E, then letters and digits)")
	}
	k.between("slack.timeout", s.Timeout, callShortest, callLongest)
}
