// Package admin lets other commands on the same machine read the ledger of a
// running bot, which holds the file: a small HTTP side on a Unix socket in the
// data folder, for the bot's own user only.
//
// Start reading at Serve (the bot's side) and Client (the commands' side). It
// never changes anything.
package admin
