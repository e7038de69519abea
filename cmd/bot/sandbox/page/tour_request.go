package page

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"

	"kmsguard/bot/slacksim"
	"kmsguard/bot/slacksim/blockkit"
)

// request is the newest request that would take the key away, as its thread tells.
type request struct {
	ts       string // of its parent message, empty: there is none
	disables bool   // it would disable the key, not delete it
	by       string // who asked
	stands   standing
	line     string         // where it stands, in the bot's words
	given    map[int]string // by whom each statement was given
	disposed bool           // every dependency has a disposition
	inUse    bool           // something that is in use depends on the key, which blocks a deletion
	reminded bool           // the bot reminded of the window's end
}

// standing is where a request stands, as far as the tour tells one from another.
type standing int

const (
	over      standing = iota // it changed nothing, or there is none
	working                   // it goes on by itself in a moment
	later                     // it goes on by itself at a time that is ahead
	halted                    // its audit could not be completed
	waiting                   // for dispositions and statements
	scheduled                 // the key is scheduled for deletion
	cancelled                 // that was undone
	stuck                     // a person has to look
)

// standings are how the bot begins to say where a request stands. What is not
// among them goes on by itself.
var standings = []struct {
	begin string
	is    standing
}{
	{"Waiting for", waiting},
	{"Paused", halted},
	{"Approved, not carried out yet", later},
	{"It is not known", later},
	{"It cannot be told", stuck},
	{"Scheduled", scheduled},
	{"Cancelled", cancelled},
	{"Withdrawn", over},
	{"Rejected", over},
	{"Expired", over},
	{"Failed", over},
	{"Disabled", over},
	{"Done", over},
	{"The key is destroyed", over},
}

func standingOf(line string) standing {
	for _, s := range standings {
		if strings.HasPrefix(line, s.begin) {
			return s.is
		}
	}
	return working
}

// asker finds who asked in the second line of a request.
var asker = regexp.MustCompile(`asked by @([^\s:,]+)`)

// requestOf reads the parent message of a request: what is asked of which key, who
// asked, and where it stands, each in a line of its own. It reports false for any
// other message.
func requestOf(text, key string) (request, bool) {
	lines := strings.Split(text, "\n")
	wish, _, ok := strings.Cut(lines[0], " key `"+key+"`")
	if !ok || len(lines) < 3 || wish != "Delete" && !strings.HasPrefix(wish, "Disable") {
		return request{}, false
	}
	r := request{disables: wish != "Delete", line: lines[2], stands: standingOf(lines[2])}
	if who := asker.FindStringSubmatch(lines[1]); who != nil {
		r.by = who[1]
	}
	return r, true
}

// given finds who confirmed which statement.
var given = regexp.MustCompile(`(?m)^(\d) .*? — confirmed by @([^\s,]+),`)

// read reads the message with the statements.
func (r *request) read(text string) {
	r.given = map[int]string{}
	for _, found := range given.FindAllStringSubmatch(text, -1) {
		r.given[int(found[1][0]-'0')] = found[2]
	}
	r.disposed = !strings.Contains(text, "opens when every dependency")
	r.inUse = strings.Contains(text, "In use now blocks a deletion")
}

// newestRequest finds the newest request to delete or disable a key, as a reader
// sees it.
func (sc *scene) newestRequest(reader *slacksim.Persona, room, key string) (r request) {
	posts, _ := reader.Posts(room, pageful)
	for _, m := range slices.Backward(posts) {
		if !m.ByApp || m.Ephemeral != "" {
			continue
		}
		if found, ok := requestOf(sc.plain(m), key); ok {
			r, r.ts = found, m.TS
			break
		}
	}
	if r.ts == "" {
		return r
	}
	for _, m := range reader.Thread(room, r.ts) {
		if text := sc.plain(m); m.ByApp && strings.Contains(text, " statements by ") {
			r.read(text)
		}
		r.reminded = r.reminded || isReminder(m)
	}
	return r
}

// plain is a message as it reads, without markup.
func (sc *scene) plain(m slacksim.Post) string {
	if len(m.Blocks) > 0 {
		return blockkit.Text(m.Blocks, sc.names)
	}
	return blockkit.Mrkdwn(m.Text, sc.names)
}

// isReminder tells a reminder by the name of its notice, which the bot's messages
// carry as metadata.
func isReminder(m slacksim.Post) bool {
	var mark struct {
		Payload struct {
			Notice string `json:"notice"`
		} `json:"event_payload"`
	}
	return m.ByApp && json.Unmarshal(m.Metadata, &mark) == nil && strings.Contains(mark.Payload.Notice, "/reminder/")
}
