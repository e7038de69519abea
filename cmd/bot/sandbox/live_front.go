package sandbox

import "net/http"

// Control is the control side of one simulator, "slack" or "alicloud", of the
// world that runs.
func (l *Live) Control(side string) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		s := l.Sandbox()
		sim, control := http.NotFoundHandler(), s.slack.Control()
		if side == "alicloud" {
			control = s.cloud.Control()
		}
		s.front(sim, control).ServeHTTP(w, r)
	})
}
