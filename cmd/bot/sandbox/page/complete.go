package page

import (
	"encoding/json"
	"net/http"
	"slices"
	"strings"

	"kmsguard/guard/aliyunsim"
)

// suggestion is one way to go on with a command.
type suggestion struct {
	Text  string `json:"text"`  // the whole line then
	Label string `json:"label"` // what is added
	About string `json:"about"` // what it means
}

// complete answers how a command in the message box can go on.
func (p *Page) complete(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(suggestions(r.URL.Query().Get("text"), p.host.Cloud().KeyViews())) // the client may be gone
}

// suggestions are the command itself, then its verbs, then keys, and then what may
// follow a key.
func suggestions(line string, keys []aliyunsim.KeyView) []suggestion {
	words := strings.Fields(line)
	if strings.HasSuffix(line, " ") {
		words = append(words, "")
	}
	list := []suggestion{}
	if len(words) == 0 {
		return list
	}
	last := len(words) - 1
	before := strings.TrimSuffix(line, words[last])
	add := func(word, about string) {
		if strings.HasPrefix(word, words[last]) {
			list = append(list, suggestion{before + word + " ", word, about})
		}
	}
	switch v := verbOf(words); {
	case last == 0:
		add(command, "ask the guard")
	case words[0] != command:
	case last == 1:
		for _, v := range verbs {
			add(v.word, v.about)
		}
	case last == 2 && v.key:
		return keysLike(before, words[last], v, keys)
	case last > 2 && v.key:
		v.goesOn(words[3:last], regionOf(words[2], keys), add)
	}
	return list
}

// verbOf is the verb of a command, none when nothing is known of it.
func verbOf(words []string) verb {
	i := slices.IndexFunc(verbs, func(v verb) bool { return len(words) > 1 && v.word == words[1] })
	if i < 0 {
		return verb{}
	}
	return verbs[i]
}

// mostKeys bounds how many keys are suggested at once.
const mostKeys = 12

// keysLike are the keys whose ID begins like the word, or of which the word says
// something else. Where nothing else must come first, their region follows.
func keysLike(before, word string, v verb, keys []aliyunsim.KeyView) []suggestion {
	list := []suggestion{}
	for _, k := range keys {
		about := strings.Join(slices.DeleteFunc(append(slices.Clone(k.Aliases), k.Description, k.State, k.Region), func(s string) bool { return s == "" }), " · ")
		if !strings.HasPrefix(k.ID, word) && !strings.Contains(strings.ToLower(about), strings.ToLower(word)) {
			continue
		}
		text := before + k.ID + " "
		if v.form == nil {
			text += "in " + k.Region + " "
		}
		if list = append(list, suggestion{text, k.ID, about}); len(list) == mostKeys {
			break
		}
	}
	return list
}

// regionOf is where a key lies, empty when it is not known.
func regionOf(id string, keys []aliyunsim.KeyView) string {
	for _, k := range keys {
		if k.ID == id {
			return k.Region
		}
	}
	return ""
}
