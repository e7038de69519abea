package page

import "testing"

// What the app says to one person directly is in his room with it, and in nobody
// else's.
func TestDirectMessagesAreForOnePerson(t *testing.T) {
	t.Parallel()
	s := newStage(t)
	s.call("chat.postMessage", "channel", "U0ALICE", "text", "for alice alone")
	s.contains(s.get("/shop/alice/dm"), "for alice alone")
	s.lacks(s.get("/shop/bob/dm"), "for alice alone")
	s.lacks(s.get(aliceHere), "for alice alone")
}
