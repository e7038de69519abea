package slacksim_test

import (
	"net/http"
	"strings"
	"testing"
)

// upload posts raw bytes to an upload URL.
func (ws *workspace) upload(url, content string) int {
	ws.t.Helper()
	r, err := http.NewRequestWithContext(ws.t.Context(), http.MethodPost, url, strings.NewReader(content))
	must(ws.t, err)
	r.Header.Set("Content-Type", "application/octet-stream")
	status, _, _ := ws.do(r)
	return status
}

func TestUploadInThreeSteps(t *testing.T) {
	t.Parallel()
	ws := newWorkspace(t)
	for name, args := range map[string][]string{
		"no name": {"length", "3"}, "no length": {"filename", "a.csv"}, "length 0": {"filename", "a.csv", "length", "0"},
	} {
		wantWord(t, name, ws.call("files.getUploadURLExternal", args...), "missing_argument")
	}
	a := ws.call("files.getUploadURLExternal", "filename", "a.csv", "length", "3")
	url, id := a.text("upload_url"), a.text("file_id")
	if !strings.HasPrefix(url, ws.url+"/") {
		t.Fatalf("upload_url %s lies elsewhere", url)
	}
	files := `[{"id":"` + id + `","title":"Audit"}]`
	complete := func(more ...string) answer {
		return ws.call("files.completeUploadExternal", append([]string{"files", files}, more...)...)
	}
	wantWord(t, "before the bytes", complete(), "file_not_found")
	if status := ws.upload(url, "too long"); status != http.StatusBadRequest {
		t.Errorf("8 bytes where 3 were announced: HTTP %d", status)
	}
	if status := ws.upload(url, "a,b"); status != http.StatusOK {
		t.Errorf("the bytes: HTTP %d", status)
	}
	wantWord(t, "to a channel without the app", complete("channel_id", "C0AWAY"), "not_in_channel")
	parent := ws.call("chat.postMessage", "channel", "C0KEYS", "text", "parent").text("ts")
	wantWord(t, "a thread of no channel", complete("thread_ts", parent), "invalid_arguments")
	wantWord(t, "into the thread", complete("channel_id", "C0KEYS", "thread_ts", parent, "initial_comment", "whole list"), "ok")
	wantWord(t, "twice", complete("channel_id", "C0KEYS"), "file_not_found")
	m := ws.sim.Messages("C0KEYS")[1]
	if m.ThreadTS != parent || m.Text != "whole list" || len(m.Files) != 1 {
		t.Fatalf("message %+v", m)
	}
	if f := m.Files[0]; f.Title != "Audit" || f.Name != "a.csv" || string(f.Content) != "a,b" {
		t.Errorf("file %+v", f)
	}
	if status := ws.upload(ws.url+"/files/upload/F0NONE", "x"); status != http.StatusNotFound {
		t.Errorf("unknown file: HTTP %d", status)
	}
}
