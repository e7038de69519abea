// Package transcript prints what stands in the channels of a simulated workspace, the way a person reads it:
// each channel, each of its messages with the time, and below a message, set in, its thread.
//
// A Message is a plain value that its caller fills in; nothing here knows where messages come from. Start at
// Write. The same messages always give the same text, whatever their order.
package transcript
