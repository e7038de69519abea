package slacksim

// apiError is a refusal in Slack's form: HTTP 200 with ok false and a word.
type apiError struct {
	word       string
	lines      []string // details, shown with the prefix "[ERROR] "
	listed     bool     // the lines also stand in a top-level errors array
	needed     string
	provided   string
	retryAfter int // seconds; non-zero makes it HTTP 429
}

func fail(word string) *apiError { return &apiError{word: word} }

// badArguments is what most methods answer for arguments that break a rule.
func badArguments(lines []string) *apiError {
	return &apiError{word: "invalid_arguments", lines: lines}
}

// badBlocks is what chat methods answer for blocks that break a rule.
func badBlocks(lines []string) *apiError {
	return &apiError{word: "invalid_blocks", lines: lines, listed: true}
}

func (e *apiError) body() object {
	o := object{"ok": false, "error": e.word}
	if e.needed != "" {
		o["needed"], o["provided"] = e.needed, e.provided
	}
	if e.listed {
		o["errors"] = e.lines
	}
	if len(e.lines) > 0 {
		messages := make([]string, 0, len(e.lines))
		for _, l := range e.lines {
			messages = append(messages, "[ERROR] "+l)
		}
		o["response_metadata"] = object{"messages": messages}
	}
	return o
}
