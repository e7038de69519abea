package slacksim

import (
	"net/http"
	"strings"
	"sync"

	"golang.org/x/time/rate"
)

// Sim is one workspace with one installed app. It is an http.Handler: the Web
// API below /api/, Socket Mode at /link/, uploads below /files/ and response
// URLs below /response/. All methods may be called from several goroutines.
type Sim struct {
	opts Options
	team Team
	app  App
	set  Settings
	http *http.Client // for signed delivery and nothing else
	quit chan struct{}
	wg   sync.WaitGroup

	mu        lock // guards everything below
	closed    bool
	baseURL   string
	deliverTo Deliver
	users     []*User
	groups    []*Group
	channels  []*channel
	people    map[string]*Persona // by user ID
	views     map[string]*view    // live modals and Home tabs by view ID
	stacks    map[string][]*view  // open modals by user ID, the newest last
	homes     map[string]*view    // published Home tabs by user ID
	triggers  map[string]*trigger
	responses map[string]*response
	scheduled []*scheduled
	files     map[string]*File
	limits    map[string]*rate.Limiter
	faults    []*Fault
	calls     []Call
	effects   map[string]int
	revoked   bool

	conns      []*conn
	nextConn   int
	tickets    map[string]bool
	pending    map[string]*pending
	inFlight   int    // deliveries that are neither answered nor given up
	deliveries uint64 // deliveries begun
	duplicates int    // deliveries still to be doubled
	late       int    // deliveries whose ack will count as too late

	sequence  uint64 // of every ID that is made
	started   int64  // real nanoseconds at New: keeps IDs of two runs apart
	lastMicro int64  // calendar microseconds of the newest timestamp
}

// New returns a Sim of the world. It fails when the world contradicts itself:
// a missing or double ID, a member who does not exist, an unknown fault.
func New(w World, o Options) (*Sim, error) {
	o, err := o.check()
	if err != nil {
		return nil, err
	}
	s := &Sim{
		opts: o, team: w.Team, app: w.App.withDefaults(), set: w.Settings.withDefaults(),
		http: &http.Client{CheckRedirect: refuseRedirect}, quit: make(chan struct{}),
		baseURL: o.BaseURL, deliverTo: o.Deliver, started: o.Real().UnixNano(),
		people: map[string]*Persona{}, views: map[string]*view{}, stacks: map[string][]*view{},
		homes: map[string]*view{}, triggers: map[string]*trigger{}, responses: map[string]*response{},
		files: map[string]*File{}, limits: map[string]*rate.Limiter{}, effects: map[string]int{},
		tickets: map[string]bool{}, pending: map[string]*pending{},
	}
	if s.team.ID == "" {
		s.team.ID, s.team.Name = "T0SANDBOX", "Sandbox"
	}
	if s.team.Domain == "" {
		s.team.Domain = strings.ToLower(strings.ReplaceAll(s.team.Name, " ", "-"))
	}
	s.users = append(s.users, &User{ID: s.app.BotUser, Name: s.app.Name, Bot: true})
	if err := s.addRows(w); err != nil {
		return nil, err
	}
	return s, nil
}

// ServeHTTP answers what the app sends.
func (s *Sim) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.learnBase(r)
	switch path := r.URL.Path; {
	case strings.HasPrefix(path, "/api/"):
		s.serveAPI(w, r)
	case path == "/link" || path == "/link/":
		s.serveSocket(w, r)
	case strings.HasPrefix(path, uploadPath):
		s.serveUpload(w, r)
	case strings.HasPrefix(path, responsePath):
		s.serveResponse(w, r)
	default:
		http.NotFound(w, r)
	}
}

// Close ends all connections and deliveries and waits for them.
func (s *Sim) Close() error {
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		close(s.quit)
	}
	s.mu.Unlock()
	s.wg.Wait()
	s.http.CloseIdleConnections()
	return nil
}

// start runs f in a goroutine that Close waits for; it reports false, without
// running f, when the Sim is closed. The caller holds the lock.
func (s *Sim) start(f func()) bool {
	if s.closed {
		return false
	}
	s.wg.Go(f)
	return true
}

// learnBase remembers under which address the app reaches the Sim, because
// response URLs and uploads must lie on the same origin.
func (s *Sim) learnBase(r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.baseURL != "" {
		return
	}
	scheme := "http"
	if r.TLS != nil {
		scheme = "https"
	}
	s.baseURL = scheme + "://" + r.Host
}

func refuseRedirect(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
