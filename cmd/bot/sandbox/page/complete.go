package page

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"
)

// suggestion is one way to go on with a command.
type suggestion struct {
	Text  string `json:"text"`  // the whole line then
	Label string `json:"label"` // what is added
	About string `json:"about"` // what it means
}

// verbs are the bot's, as a person would type them, with what they are for.
var verbs = []struct{ word, about string }{
	{"delete", "schedule the deletion of a key, with five statements by five people"},
	{"disable", "refuse every use of a key; it can be undone"},
	{"cancel", "end a pending deletion"},
	{"enable", "let a disabled key be used again"},
	{"rotate", "make a new version of a key, or set how often"},
	{"audit", "what depends on a key, before an action"},
	{"status", "what is under way for a key"},
	{"pending", "keys that wait for their deletion"},
	{"log", "what was done to a key, and by whom"},
	{"help", "every command with an example"},
}

// complete answers how a command in the composer can go on.
func (p *Page) complete(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(p.suggestions(r.URL.Query().Get("text"))) // the client may be gone
}

const command = "/kms"

// suggestions are verbs for the second word, keys for the third, and then what
// may follow a key.
func (p *Page) suggestions(line string) []suggestion {
	words := strings.Fields(line)
	if strings.HasSuffix(line, " ") || line == "" {
		words = append(words, "")
	}
	switch {
	case len(words) == 1 && words[0] != "" && strings.HasPrefix(command, words[0]):
		return []suggestion{{command + " ", command, "ask the guard"}}
	case len(words) < 2 || words[0] != command:
		return []suggestion{}
	case len(words) == 2:
		return verbsLike(words[1])
	case len(words) == 3 && slices.ContainsFunc(verbs[:7], func(v struct{ word, about string }) bool { return v.word == words[1] }):
		return p.keysLike(words[1], words[2])
	}
	return followers(line, words)
}

func verbsLike(start string) []suggestion {
	list := []suggestion{}
	for _, v := range verbs {
		if strings.HasPrefix(v.word, start) {
			list = append(list, suggestion{command + " " + v.word + " ", v.word, v.about})
		}
	}
	return list
}

// mostKeys bounds how many keys are suggested at once.
const mostKeys = 12

func (p *Page) keysLike(verb, start string) []suggestion {
	list := []suggestion{}
	for _, k := range p.host.Cloud().KeyViews() {
		about := strings.Join(append([]string{k.Region, k.State, k.Description}, k.Aliases...), " · ")
		if len(list) < mostKeys && (strings.HasPrefix(k.ID, start) || strings.Contains(about, start)) {
			list = append(list, suggestion{command + " " + verb + " " + k.ID + " in " + k.Region + " ", k.ID, about})
		}
	}
	return list
}

// followers are what may follow the key of a command.
func followers(line string, words []string) []suggestion {
	before, last := strings.TrimSuffix(line, words[len(words)-1]), words[len(words)-1]
	list := []suggestion{}
	for _, f := range []struct{ word, text, about, of string }{
		{"window", "window 30 ", "days until the key is destroyed, 7 to 30", "delete"},
		{"because", "because ", "why, for those who are asked to confirm", "delete disable enable rotate"},
		{"for", "for deletion ", "the action that the audit is for", "audit"},
	} {
		if !slices.Contains(words[3:len(words)-1], f.word) && strings.HasPrefix(f.word, last) && strings.Contains(f.of, words[1]) && !slices.Contains(words, "because") {
			list = append(list, suggestion{before + f.text, f.word, f.about})
		}
	}
	return list
}
