package main

// see waits until a text can be read somewhere on the page.
func (p *visitor) see(text string) {
	p.t.Helper()
	p.seeIn("body", text)
}

// seeIn waits until a text can be read in an element of a selector.
func (p *visitor) seeIn(selector, text string) {
	p.t.Helper()
	p.await(`sight.reads(`+quoted(text)+`, `+quoted(selector)+`)`, quoted(text)+" can be read in "+selector)
}

// seeNot wants a text not to be on the page, now.
func (p *visitor) seeNot(text string) {
	p.t.Helper()
	if learn[bool](p, `sight.reads(`+quoted(text)+`, "body")`) {
		p.t.Errorf("%q can be read", text)
	}
}

// count is how many elements a selector finds.
func (p *visitor) count(selector string) int {
	p.t.Helper()
	return learn[int](p, `document.querySelectorAll(`+quoted(selector)+`).length`)
}

// awaitElement waits until a selector finds something.
func (p *visitor) awaitElement(selector string) {
	p.t.Helper()
	p.await(`document.querySelector(`+quoted(selector)+`) !== null`, "there is "+selector)
}

// awaitNone waits until a selector finds nothing.
func (p *visitor) awaitNone(selector string) {
	p.t.Helper()
	p.await(`document.querySelector(`+quoted(selector)+`) === null`, "there is no "+selector)
}

// readProblem waits until the page says what went wrong, and closes that.
func (p *visitor) readProblem(text string) {
	p.t.Helper()
	p.seeIn("dialog.ask", text)
	p.pressAt("dialog.ask button")
	p.awaitNone("dialog.ask")
}

// occurs is how often a text stands in an element.
func (p *visitor) occurs(selector, text string) int {
	p.t.Helper()
	return learn[int](p, `sight.flat(document.querySelector(`+quoted(selector)+`).textContent).split(`+quoted(text)+`).length - 1`)
}

// sitsAs waits until the page is that of somebody's seat.
func (p *visitor) sitsAs(name string) {
	p.t.Helper()
	p.awaitElement(`a[data-seat="` + name + `"][aria-current]`)
}
