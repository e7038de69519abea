package main

import "testing"

// TestBrowserMistake types a wrong word into a statement: the window stays, says
// at that very input which word it is, keeps what was typed, and takes the
// sentence when it is right.
func TestBrowserMistake(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	request := v.requested(t, ordersKey)
	dave := visit(t, v, v.at("shop", "dave", decideRoom, request), desk)
	dave.openStatement(3)
	wrong := "I understand that key deletion is permanent after the 8-day deletion window and all dependent encrypted data will be irrecoverable."
	dave.enter("The sentence", wrong)
	dave.pressAt("dialog [data-submit]")
	dave.seeIn("dialog .bk-error", `"8-day", expected "7-day"`)
	about := learn[string](dave, `(() => {
		const input = document.querySelector("dialog [aria-invalid]");
		const told = document.getElementById(input.getAttribute("aria-describedby").split(" ")[0]);
		return [sight.label(input), input.value, told.className, document.activeElement === input].join("|");
	})()`)
	if want := "The sentence|" + wrong + "|bk-error|true"; about != want {
		t.Errorf("the input that is wrong: %s, want %s", about, want)
	}
	dave.enter("The sentence", dave.sentence())
	dave.pressAt("dialog [data-submit]")
	dave.see("Recorded")
	dave.seeIn("#list-thread", "confirmed by @dave")
}
