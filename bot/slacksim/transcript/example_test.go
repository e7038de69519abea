package transcript_test

import (
	"os"

	"kmsguard/bot/slacksim/blockkit"
	"kmsguard/bot/slacksim/transcript"
)

func ExampleWrite() {
	messages := []transcript.Message{
		{Channel: "#key-changes", TS: "1793610120.000100", ThreadTS: "1793610000.000100", User: "bob", Text: "looking at it"},
		{Channel: "#key-changes", TS: "1793610000.000100", BotName: "kmsguard", Text: "*Delete key* `key-1`", Edited: true},
	}
	if err := transcript.Write(os.Stdout, messages, blockkit.Names{}); err != nil {
		panic(err)
	}
	// Output:
	// #key-changes
	//
	// -- Mon 2 Nov 2026 --
	// 09:00 kmsguard (edited)
	//       Delete key `key-1`
	//
	//     09:02 @bob
	//           looking at it
}
