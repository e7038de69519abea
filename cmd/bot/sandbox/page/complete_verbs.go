package page

import "slices"

// command is the command of the guard.
const command = "/kms"

// verb is a verb of the command, as a person would type it.
type verb struct {
	word, about string
	key         bool     // a key follows
	form        []phrase // what may or must come right after the key
	clauses     []string // what else may follow, in the order in which it is suggested
}

// phrase is a word with what it means.
type phrase struct{ word, about string }

// verbs are those of the bot, in the order of its help. A test compares them.
var verbs = []verb{
	{"delete", "schedule the deletion of a key, with five statements by five people", true, nil, []string{"in", "window", "because"}},
	{"disable", "refuse every use of a key; it can be undone", true, nil, []string{"in", "because"}},
	{"enable", "let a disabled key be used again", true, nil, []string{"in", "because"}},
	{"cancel", "end the pending deletion of a key", true, nil, []string{"in", "because"}},
	{"rotate", "make a new version of a key, or set how often", true, []phrase{
		{"now", "make a new version at once"}, {"every 365", "rotate by itself, every so many days"}, {"off", "rotate no more by itself"},
	}, []string{"in", "because"}},
	{"audit", "what depends on a key, before a change that it names", true, nil, []string{"in", "for"}},
	{"status", "what is under way for a key", true, nil, []string{"in"}},
	{"pending", "keys that wait for their deletion", false, nil, nil},
	{"requests", "what is asked for and not done yet", false, nil, nil},
	{"log", "what was done to a key, and by whom", true, nil, []string{"in"}},
	{"help", "every command with an example", false, nil, nil},
}

// clauses are the words that introduce something, and what it is.
var clauses = map[string]string{
	"in":      "the region of the key",
	"window":  "days until the key is destroyed",
	"for":     "the change that the audit is for",
	"because": "why, for those who are asked to confirm",
}

// values are what may follow a clause's word.
var values = map[string][]phrase{
	"window": {{"7", "days, the least there is"}, {"30", "days, as long as people usually take"}},
	"for": {
		{"delete", "what is lost with the key"}, {"disable", "what stops without the key"}, {"enable", "what works again"},
		{"cancel", "what is kept"}, {"rotate", "what has a new version"},
	},
}

// goesOn adds what may come next after the words behind the key.
func (v verb) goesOn(words []string, region string, add func(word, about string)) {
	if slices.Contains(words, "because") {
		return // a reason is free text
	}
	if len(words) > 0 {
		if last := words[len(words)-1]; clauses[last] != "" {
			if last == "in" && region != "" {
				add(region, "where the key lies")
			}
			for _, p := range values[last] {
				add(p.word, p.about)
			}
			return
		}
	}
	if len(words) == 0 {
		for _, p := range v.form {
			add(p.word, p.about)
		}
		if v.form != nil {
			return
		}
	}
	for _, c := range v.clauses {
		if !slices.Contains(words, c) {
			add(c, clauses[c])
		}
	}
}
