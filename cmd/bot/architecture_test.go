package main

import (
	"slices"
	"strings"
	"testing"
)

// edge says what of this module a package may import outside its tests, and why
// no more.
type edge struct {
	may []string
	why string
}

// directions is the map of the code: imports point one way, from cmd to bot,
// stores and cloud, and from each of them to the domain. Siblings never import
// each other.
var directions = map[string]edge{
	"guard":                   {nil, "the domain is pure and knows nobody: what it needs comes in as values"},
	"guard/strictyaml":        {nil, "strictness about YAML knows nothing of what is read"},
	"guard/policyfile":        {[]string{"guard", "guard/strictyaml"}, "reading a policy needs the domain's values, nothing that acts"},
	"guard/report":            {[]string{"guard"}, "its words serve Slack and terminal alike, so it knows neither"},
	"guard/engine":            {[]string{"guard"}, "the engine reaches the world through the ports that it declares"},
	"guard/engine/enginetest": {nil, "the time of a test knows nobody who waits for it"},
	"guard/aliyun":            {[]string{"guard", "guard/aliyun/acs"}, "an adapter satisfies a port without importing the engine"},
	"guard/aliyun/acs":        {[]string{"guard"}, "a single call knows the domain's errors and nothing of what it is made for"},
	"guard/explore":           {[]string{"guard"}, "it looks at everything that the domain can do, with models of the world and nothing real; only tests use it"},
	"guard/aliyunsim":         {nil, "a simulator that shares a type with its client hides the client's mistakes"},

	"bot":                     {[]string{"guard", "guard/engine", "guard/report", "bot/view"}, "cloud, stores and simulators are wired in cmd/bot"},
	"bot/view":                {[]string{"guard", "guard/report"}, "rendering is pure: values in, blocks out"},
	"bot/slacksim":            {[]string{"bot/slacksim/blockkit", "bot/slacksim/transcript"}, "a simulator that shares a type with its client hides the client's mistakes"},
	"bot/slacksim/blockkit":   {nil, "it knows Slack's JSON and nothing of this bot"},
	"bot/slacksim/blockhtml":  {[]string{"bot/slacksim/blockkit"}, "it renders Slack's JSON and does not ask whose it is"},
	"bot/slacksim/transcript": {[]string{"bot/slacksim/blockkit"}, "it prints messages and does not ask whose they are"},

	"storage":             {[]string{"guard"}, "the promise of a store knows the domain's events and no store"},
	"storage/bolt":        {[]string{"guard", "storage"}, "a store keeps bytes: it knows the promise and the domain's errors"},
	"storage/spare":       {[]string{"guard"}, "what keeps events in memory knows no store and no file"},
	"storage/storagetest": {[]string{"guard", "storage"}, "the suite holds every store to the same promises and knows none of them"},

	"deploy": {nil, "the files of a set-up are bytes for whoever asks"},

	"cmd/bot/admin":  {[]string{"guard", "storage"}, "it serves any store's ledger"},
	"cmd/bot/clock":  {[]string{"guard"}, "time knows nobody who asks for it"},
	"cmd/bot/config": {[]string{"guard"}, "what a file says is known before anything is made from it"},
	"cmd/bot/endure": {nil, "it is nothing but tests; what they put together is the wiring's alone to import"},
	"cmd/bot/play":   {[]string{"guard", "cmd/bot/config", "bot/slacksim/blockkit"}, "a play knows the bot only as people see it"},
	"cmd/bot/sandbox": {[]string{
		"guard", "guard/policyfile", "guard/strictyaml", "guard/aliyunsim", "bot/slacksim", "bot/slacksim/blockkit", "bot/slacksim/transcript",
		"cmd/bot/clock", "cmd/bot/config", "cmd/bot/play", "deploy",
	}, "the sandbox runs the bot as a process and never reaches inside it"},
	"cmd/bot/sandbox/page": {[]string{
		"bot/slacksim", "bot/slacksim/blockhtml", "bot/slacksim/blockkit", "guard/aliyunsim", "cmd/bot/config",
	}, "the page shows simulators and moves a sandbox that it knows through an interface"},
	"cmd/bot/crashes": {nil, "it holds tests that kill the bot from outside, and nothing that is shipped"},
	"cmd/bot": {[]string{
		"guard", "guard/aliyun", "guard/engine", "guard/policyfile", "guard/report", "bot", "storage", "storage/bolt", "storage/spare",
		"cmd/bot/admin", "cmd/bot/clock", "cmd/bot/config", "cmd/bot/play", "cmd/bot/sandbox", "cmd/bot/sandbox/page", "deploy",
	}, "it wires the packages together; simulators are the sandbox's, the SDK is acs's"},
}

// TestImportDirections holds every package to the map above.
func TestImportDirections(t *testing.T) {
	for _, s := range sources(t) {
		if s.test() {
			continue
		}
		e, known := directions[s.folder()]
		if !known {
			t.Errorf("%s: the package %s is not on the map; say in architecture_test.go what it may import, and why no more", s.path, s.folder())
			continue
		}
		for _, i := range ours(s) {
			if !slices.Contains(e.may, i) {
				t.Errorf("%s imports %s, which %s may not: %s", s.path, i, s.folder(), e.why)
			}
		}
	}
}

// TestMapIsTrue finds rows of the map that the code has left behind.
func TestMapIsTrue(t *testing.T) {
	all := folders(t)
	for folder, e := range directions {
		if !slices.Contains(all, folder) {
			t.Errorf("the map has a row for %s, which is no package", folder)
		}
		for _, i := range e.may {
			if _, known := directions[i]; !known {
				t.Errorf("the map lets %s import %s, which has no row", folder, i)
			}
		}
	}
}

// ours are the packages of this module that a file imports, from the root.
func ours(s source) []string {
	var all []string
	for _, i := range s.imports() {
		if folder, ok := strings.CutPrefix(i, module+"/"); ok {
			all = append(all, folder)
		}
	}
	return all
}

// simulators share no type with the clients that they test.
var simulators = []string{"guard/aliyunsim", "bot/slacksim"}

// TestSimulatorsStandAlone looks at their tests too: a simulator is tested
// against what the platform documents, not against our client.
func TestSimulatorsStandAlone(t *testing.T) {
	for _, s := range sources(t) {
		for _, sim := range simulators {
			if !below(s.folder(), sim) {
				continue
			}
			for _, i := range ours(s) {
				if !below(i, sim) {
					t.Errorf("%s imports %s: a simulator knows nothing of this module, or a mistake in it and in its client would cancel out", s.path, i)
				}
			}
		}
	}
}

// TestSuitesStayInTests keeps packages named …test out of the binary.
func TestSuitesStayInTests(t *testing.T) {
	for _, s := range sources(t) {
		if s.test() || strings.HasSuffix(s.folder(), "test") {
			continue
		}
		for _, i := range s.imports() {
			if i == "testing" || strings.HasPrefix(i, module+"/") && strings.HasSuffix(i, "test") {
				t.Errorf("%s imports %s: what tests need has no place in the binary", s.path, i)
			}
		}
	}
}
