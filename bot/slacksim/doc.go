// Package slacksim behaves like Slack over HTTP and WebSocket: its Web API,
// Socket Mode, signed HTTP delivery, messages, modals and the Home tab, with
// people who act in it.
//
// The words to know: the app is the client under test; a World is who and what
// exists at the start; a Persona is one member of the workspace and does what
// a person does (type a command, press a button, fill in a modal); a delivery
// is one payload sent to the app and answered by an ack within three seconds.
//
// Start reading at Sim (what exists), then method.go (the table of Web API
// methods), deliver.go (how a payload reaches the app) and persona.go (what
// people do). The files api_*.go hold the methods, one subject a file.
//
// It refuses what Slack refuses, with Slack's own error words, because a
// simulator that is too kind hides faults of the app. Facts that Slack does
// not document are fields of Settings. It never shares a type with the client
// that it tests, and it never reads the wall clock itself: calendar time and
// real time come in through Options.
package slacksim
