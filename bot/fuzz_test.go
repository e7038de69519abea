package bot

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/rs/zerolog"
	"github.com/slack-go/slack"

	"kmsguard/bot/view"
)

// deskAlone is a dispatcher that reaches nothing: what an envelope leads to before
// its acknowledgement needs no network.
func deskAlone(t testing.TB) (*dispatcher, *desk) {
	t.Helper()
	now := func() time.Time { return start }
	a, err := NewAdapter(AdapterOptions{API: NewAPI(APIOptions{URL: "http://127.0.0.1:1/"}), Now: now, Real: now, Policy: policy, Log: zerolog.Nop()})
	must(t, err)
	d := newDesk(now)
	d.knows(viewed(audited(), "U0BOB"))
	return newDispatcher(Options{Engine: d, Adapter: a, Cloud: &vault{}, Log: zerolog.Nop(), Account: key.Account, DefaultRegion: key.Region}), d
}

func FuzzEnvelopeID(f *testing.F) {
	for _, s := range []string{`{"envelope_id":"a-1","type":"new"}`, `{"envelope_id":7}`, `{`, ``, `[]`, `{"envelope_id":"a","envelope_id":"b"}`} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, raw []byte) {
		if id := envelopeID(raw); id != "" && !json.Valid(raw) {
			t.Errorf("ID %q of what is no JSON: %q", id, raw)
		}
	})
}

// FuzzInteraction: whatever arrives, an input names who did it and what it is about,
// and an error is only ever put on a block that the modal asks for.
func FuzzInteraction(f *testing.F) {
	s := audited()
	ref := view.Ref{Stream: key.Stream(), Request: first, Statement: 1, Digest: s.Request(first).DecisionDigest()}
	press := `{"type":"block_actions","user":{"id":"U0BOB"},"trigger_id":"1.2.a","container":{"type":"message","channel_id":"C0KEYS","message_ts":"1.1"},"actions":[{"type":"button","action_id":"%","block_id":"b","action_ts":"1.2","value":` + quote(ref.Encode()) + `}]}`
	for _, id := range []string{view.ActionConfirm, view.ActionOpenAudit, view.ActionExtend, view.ActionCancel, view.ActionStop, view.ActionSeen, "unknown"} {
		f.Add([]byte(strings.Replace(press, "%", id, 1)))
	}
	submit := `{"type":"view_submission","user":{"id":"U0BOB"},"view":{"id":"V1","hash":"h","type":"modal","callback_id":"%","private_metadata":` + quote(ref.Encode()) + `,"state":{"values":{"statement":{"input":{"type":"plain_text_input","value":` + quote(s.Request(first).Sentence(1)) + `}},"reason":{"input":{"value":"because"}},"boxes":{"input":{"selected_options":[{"value":"1"}]}}}}}}`
	for _, id := range []string{view.ModalStatement, view.ModalReject, view.ModalStop, view.ModalRescue, view.ModalOpen, view.ModalDisposition, view.ModalClose, view.ModalAudit, "unknown"} {
		f.Add([]byte(strings.Replace(submit, "%", id, 1)))
	}
	f.Add([]byte(`{"type":"view_submission","view":{}}`))
	f.Add([]byte(`{"type":"block_actions","actions":[null]}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		var cb slack.InteractionCallback
		if json.Unmarshal(raw, &cb) != nil {
			return
		}
		d, taken := deskAlone(t)
		a := d.interaction(t.Context(), cb)
		for _, in := range taken.taken() {
			if in.By != cb.User.ID || in.By == "" || in.ID == "" || in.Reply.User != in.By || len(in.Typed) > maxTyped || len(in.Reason) > maxTyped {
				t.Errorf("input %+v of %s", in, raw)
			}
		}
		if r, ok := a.payload.(*slack.ViewSubmissionResponse); ok && cb.Type != slack.InteractionTypeViewSubmission {
			t.Errorf("a press is answered with %s", r.ResponseAction)
		}
		if encoded, err := json.Marshal(a.payload); err != nil || len(encoded) >= maxAck {
			t.Errorf("the answer has %d bytes, %v", len(encoded), err)
		}
	})
}

// FuzzFormBody: a body over HTTP and the same words as Slack's fields give the same input.
func FuzzFormBody(f *testing.F) {
	for _, s := range []string{"delete " + key.ID + " because OPS-4411", "", "help", "cancel " + key.ID, "audit " + key.ID + " for delete", "x\x00y", "delete `x` <!channel>"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, overHTTP := deskAlone(t)
		form := url.Values{"command": {"/kms"}, "text": {text}, "user_id": {"U0ALICE"}, "channel_id": {"C0KEYS"}, "team_id": {"T0ACME"}, "trigger_id": {"1.2.a"}}
		b := &Bot{desk: d, log: zerolog.Nop()}
		if _, err := b.formBody(t.Context(), []byte(form.Encode())); err != nil {
			t.Fatalf("the body of %q: %v", text, err)
		}
		e, direct := deskAlone(t)
		e.slash(t.Context(), slack.SlashCommand{Command: "/kms", Text: text, UserID: "U0ALICE", ChannelID: "C0KEYS", TeamID: "T0ACME", TriggerID: "1.2.a"})
		got, want := overHTTP.taken(), direct.taken()
		if len(got) != len(want) || len(got) == 1 && (got[0].ID != want[0].ID || got[0].Key != want[0].Key || got[0].Reason != want[0].Reason) {
			t.Errorf("%q: over HTTP %+v, else %+v", text, got, want)
		}
	})
}

func quote(s string) string {
	raw, err := json.Marshal(s)
	if err != nil {
		panic(err)
	}
	return string(raw)
}

// TestForgedButtonIsRefused: a button's value is never believed.
func TestForgedButtonIsRefused(t *testing.T) {
	t.Parallel()
	for _, value := range []string{`{"k":"key/1/2"}`, `{"x":1}`, `nonsense`, strings.Repeat("x", 5000)} {
		d, taken := deskAlone(t)
		cb := slack.InteractionCallback{Type: slack.InteractionTypeBlockActions, User: slack.User{ID: "U0BOB"}}
		cb.ActionCallback.BlockActions = []*slack.BlockAction{{Type: "button", ActionID: view.ActionExtend, ActionTs: "1.2", Value: value}}
		if a := d.interaction(t.Context(), cb); a.payload != nil || a.after == nil || len(taken.taken()) != 0 {
			t.Errorf("%.40q: answer %+v, inputs %+v", value, a, taken.taken())
		}
	}
	d, taken := deskAlone(t)
	cb := slack.InteractionCallback{Type: slack.InteractionTypeBlockActions, User: slack.User{ID: "U0BOB"}}
	forged := view.Ref{Stream: key.Stream(), Request: "r-999"}
	cb.ActionCallback.BlockActions = []*slack.BlockAction{{Type: "button", ActionID: view.ActionConfirm, ActionTs: "1.2", Value: forged.Encode()}}
	if a := d.interaction(t.Context(), cb); a.after == nil || len(taken.taken()) != 0 {
		t.Errorf("a request that is not there: %+v", a)
	}
}
