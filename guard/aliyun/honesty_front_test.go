package aliyun_test

import (
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"kmsguard/guard/aliyun"
	"kmsguard/guard/aliyunsim"
)

// asked is a call as it goes by in front of the simulator.
type asked struct {
	action string // "DescribeDisks"; of OSS "ListBuckets" and the names of what follows the question mark
	region string
	params url.Values
	number int // of the calls of this action, from 1
}

// front stands between a client and the simulator: it sees each call before it
// has an effect, and may answer itself or change what was answered.
type front struct {
	sim *aliyunsim.Sim
	// before is told of each call before it is served; nil: nobody is.
	before func(asked)
	// instead answers in place of the simulator where its status is not 0.
	instead func(asked) (status int, body string)
	// change changes a JSON answer.
	change func(asked, map[string]any)

	mu   sync.Mutex
	seen map[string]int
}

// behind serves a world behind a front.
func behind(t testing.TB, w aliyunsim.World, f *front, change ...func(*aliyun.Options)) *ground {
	t.Helper()
	return behindAt(t, w, f, time.Now, change...)
}

// behindAt is behind with a cloud that has a real time of its own.
func behindAt(t testing.TB, w aliyunsim.World, f *front, real func() time.Time, change ...func(*aliyun.Options)) *ground {
	t.Helper()
	g := &ground{clock: &clock{at: now}}
	sim, err := aliyunsim.New(w, aliyunsim.Options{Now: g.clock.now, Real: real, Policies: policies(t)})
	if err != nil {
		t.Fatal(err)
	}
	f.sim, g.sim, f.seen = sim, sim, map[string]int{}
	server := httptest.NewServer(f)
	t.Cleanup(server.Close)
	g.Client = client(t, server.URL, g.clock, change...)
	aliyun.Hurry(g.Client)
	return g
}

func (f *front) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		panic(http.ErrAbortHandler)
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	a := f.ask(r, body)
	if f.before != nil {
		f.before(a)
	}
	if f.instead != nil {
		if status, text := f.instead(a); status != 0 {
			w.Header().Set("X-Oss-Request-Id", "FRONT")
			w.WriteHeader(status)
			_, _ = io.WriteString(w, text)
			return
		}
	}
	if f.change == nil {
		f.sim.ServeHTTP(w, r)
		return
	}
	answer := httptest.NewRecorder()
	f.sim.ServeHTTP(answer, r)
	f.changed(a, answer).write(w)
}

// ask reads which call a request makes.
func (f *front) ask(r *http.Request, body []byte) asked {
	form, _ := url.ParseQuery(string(body))
	params := r.URL.Query()
	maps.Copy(params, form)
	a := asked{action: params.Get("Action"), region: params.Get("RegionId"), params: params}
	if a.action == "" {
		a.action = "ListBuckets"
		for _, name := range []string{"encryption", "replication"} {
			if params.Has(name) {
				a.action = name
			}
		}
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	f.seen[a.action]++
	a.number = f.seen[a.action]
	return a
}

// recorded is an answer that can be sent on.
type recorded struct {
	*httptest.ResponseRecorder
	body []byte
}

func (f *front) changed(a asked, answer *httptest.ResponseRecorder) recorded {
	out := recorded{answer, answer.Body.Bytes()}
	var tree map[string]any
	d := json.NewDecoder(bytes.NewReader(out.body))
	d.UseNumber()
	if answer.Code != http.StatusOK || d.Decode(&tree) != nil {
		return out
	}
	f.change(a, tree)
	if text, err := json.Marshal(tree); err == nil {
		out.body = text
	}
	return out
}

func (r recorded) write(w http.ResponseWriter) {
	maps.Copy(w.Header(), r.Header())
	w.Header().Set("Content-Length", strconv.Itoa(len(r.body)))
	w.WriteHeader(r.Code)
	_, _ = w.Write(r.body)
}

// list finds the rows of an answer: the first array at the top, or one level
// below as in {"Disks": {"Disk": […]}}. set puts others in their place.
func list(tree map[string]any) (rows []any, set func([]any)) {
	for _, name := range slices.Sorted(maps.Keys(tree)) {
		switch v := tree[name].(type) {
		case []any:
			return v, func(rows []any) { tree[name] = rows }
		case map[string]any:
			for _, inner := range slices.Sorted(maps.Keys(v)) {
				if rows, ok := v[inner].([]any); ok {
					return rows, func(rows []any) { v[inner] = rows }
				}
			}
		}
	}
	return nil, func([]any) {}
}

// total returns the name and value of the total that an answer declares.
func total(tree map[string]any) (name string, n int) {
	for name := range tree {
		if strings.HasPrefix(name, "Total") {
			number, _ := tree[name].(json.Number)
			n, _ := number.Int64()
			return name, int(n)
		}
	}
	return "", 0
}
