// Package view renders what the guard knows as Slack messages, modals and Home tab.
//
// Words: a message is what stands in a channel or thread, and some messages are living: they are repainted in
// place as the key's state moves; a modal asks one person for something; a scene is what is known where
// something is rendered beside the state itself, such as the time; a ref is what a button or modal carries so
// that its press can be understood later.
//
// Start at Notice, which renders each kind of message that the ledger owes, and at Living. The modals are in
// the modal_*.go files, what only one person sees is in reply_*.go, and every ID that Slack sends back is in
// ids.go.
//
// The package is pure: the same arguments give the same blocks. It sends nothing, reads no clock, and trusts no
// text: whatever comes from people or the cloud passes Escape, so that it can neither mention nor link, nor pass
// for the bot's own words.
package view
