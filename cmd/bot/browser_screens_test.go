package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

const (
	// screensFolder names a folder into which the tests write how the page looks,
	// for a person to look at.
	screensFolder = "KMSGUARD_SCREENS"
	// readmePicture is the README's picture, from the root of the repository.
	readmePicture = "cmd/bot/testdata/screens/deletion.png"
	// mostPicture bounds the README's picture, in bytes.
	mostPicture = 300_000
)

// TestBrowserScreens takes pictures of the page. With -update it writes the
// README's anew; without, it wants that one to be there and not too heavy.
func TestBrowserScreens(t *testing.T) {
	folder := os.Getenv(screensFolder)
	if folder == "" && !*update {
		pictureIsThere(t)
		return
	}
	t.Parallel()
	v := openVenue(t, "shop")
	request := v.ready(t, ordersKey)
	if !*update {
		v.takeMoments(t, folder, request)
		return
	}
	v.confirmed(t, 5, 5)
	p := newVisitor(t, v, desk)
	p.scheme("light")
	p.open(v.at("shop", "alice", decideRoom, request) + "?pane=cloud&key=" + ordersKey)
	p.seeIn("#list-thread", "The key is scheduled for deletion.")
	p.showArticle("The key is scheduled for deletion.")
	picture := fewColours(t, p.picture())
	if len(picture) > mostPicture {
		t.Fatalf("the README's picture has %d bytes; at most %d", len(picture), mostPicture)
	}
	writePicture(t, filepath.Join(root(t), filepath.FromSlash(readmePicture)), picture)
}

func pictureIsThere(t *testing.T) {
	t.Helper()
	info, err := os.Stat(filepath.Join(root(t), filepath.FromSlash(readmePicture)))
	if err != nil {
		t.Fatalf("%v; go test ./cmd/bot -run %s -update writes it", err, t.Name())
	}
	if info.Size() > mostPicture {
		t.Errorf("the README's picture has %d bytes; at most %d", info.Size(), mostPicture)
	}
}

// takeMoments writes a picture of each moment that a person should look at.
func (v *venue) takeMoments(t *testing.T, folder, request string) {
	t.Helper()
	thread := v.at("shop", "frank", decideRoom, request)
	for _, m := range []struct {
		name, scheme, address string
		window                size
	}{
		{"room-light", "light", thread + "?pane=cloud&key=" + ordersKey, desk},
		{"room-dark", "dark", thread + "?pane=cloud&key=" + ordersKey, desk},
		{"faults", "light", v.seat("frank", decideRoom) + "?pane=faults", desk},
		{"clock", "dark", v.seat("frank", decideRoom) + "?pane=clock", desk},
		{"worlds", "light", v.seat("frank", decideRoom) + "?pane=worlds", desk},
		{"tour", "light", thread + "?tour=1", desk},
		{"phone-room", "light", v.seat("frank", decideRoom), phone},
		{"phone-thread", "dark", thread, phone},
		{"phone-menu", "light", v.seat("frank", decideRoom) + "?menu=1", phone},
		{"phone-cloud", "light", v.seat("frank", decideRoom) + "?pane=cloud", phone},
	} {
		p := newVisitor(t, v, m.window)
		p.scheme(m.scheme)
		p.open(m.address)
		writePicture(t, filepath.Join(folder, m.name+".png"), p.picture())
	}
	for name, window := range map[string]size{"window": desk, "phone-window": phone} {
		p := newVisitor(t, v, window)
		p.open(thread)
		p.openStatement(5)
		p.enter("The sentence", "I confirm that all CMK-dependent data has been migrated.")
		p.pressAt("dialog [data-submit]")
		p.awaitElement("dialog .bk-error")
		writePicture(t, filepath.Join(folder, name+".png"), p.picture())
		p.closeWindow()
	}
}

// showArticle brings the message of the thread that holds a text to its top.
func (p *visitor) showArticle(text string) {
	p.t.Helper()
	p.do(chromedp.Evaluate[chromedp.Void](eyed(`[...document.querySelectorAll("#list-thread article")].find((e) => sight.flat(e.textContent).includes(` + quoted(text) + `)).scrollIntoView({ block: "start" })`)))
}

// picture is what the visitor sees, when everything is drawn.
func (p *visitor) picture() []byte {
	p.t.Helper()
	_, err := chromedp.Run(p.ctx, chromedp.Evaluate[bool](`document.fonts.ready.then(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => done(true)))))`, chromedp.EvalAwaitPromise))
	if err != nil {
		p.t.Fatal(err)
	}
	picture, err := chromedp.Run(p.ctx, chromedp.CaptureScreenshot())
	if err != nil {
		p.t.Fatal(err)
	}
	return picture
}

func writePicture(t *testing.T, file string, picture []byte) {
	t.Helper()
	err := os.MkdirAll(filepath.Dir(file), 0o750)
	if err == nil {
		err = os.WriteFile(file, picture, 0o600)
	}
	if err != nil {
		t.Fatal(err)
	}
}
