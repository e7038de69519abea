// Package bot is the Slack side of the guard: it turns what people type and press
// into inputs of the engine, and what the engine owes into messages.
//
// Words: an envelope is one payload of Slack, which has to be acknowledged within
// three seconds; an input is what a person did, durable in the engine's inbox; a
// notice is a message that the ledger owes; a living message is repainted in place
// as a key's state moves.
//
// Start at New and Run, which receive envelopes over Socket Mode (socket.go) or
// signed HTTP (http.go) and hand both to the dispatcher (dispatch.go): it answers
// from local state alone, makes durable what has to be, and leaves the rest for
// after the acknowledgement. NewAdapter makes the other half, which the engine
// needs before there is a bot: it posts notices and reads people and channels.
//
// The package decides nothing. Who may do what is the domain's to say, after the
// input is durable; here only text is parsed and compared. It never lets an
// acknowledgement wait for the cloud or for the directory.
package bot
