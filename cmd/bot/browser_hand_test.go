package main

import (
	"context"
	"fmt"

	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// spot is where an element is, and whether a press there would reach it.
type spot struct {
	X, Y, W, H float64
	Hit        bool
	Over       string // what lies over it
	Item       string // the markup of the item that it is in
}

// press presses the newest button or link with a label: that label, else one that
// begins with it.
func (p *visitor) press(label string) {
	p.t.Helper()
	p.click(byLabel(label, pressable), label)
}

// pressAt presses the newest visible element of a selector.
func (p *visitor) pressAt(selector string) {
	p.t.Helper()
	p.click(bySelector(selector), selector)
}

// order presses a button of a pane and waits for the answer.
func (p *visitor) order(selector string) {
	p.t.Helper()
	p.pressAt(selector)
	p.await(`document.querySelector("[aria-busy]") === null || document.querySelector("dialog.ask") !== null`, "what was ordered is done")
}

// click moves the mouse to an element and presses. It waits until the element is
// there, lies still, and has nothing over it.
func (p *visitor) click(element, what string) {
	p.t.Helper()
	at := p.reach(element, what)
	p.clicks++
	p.do(chromedp.MouseClickXY(at.X, at.Y))
}

// still is for how many looks in a row what is pressed must be as it was: an item
// that is replaced between the two halves of a click does not hear of it.
const still = 4

// reach waits until an element can be pressed, and returns where.
func (p *visitor) reach(element, what string) spot {
	p.t.Helper()
	script := eyed(`sight.point(` + element + `)`)
	var now spot
	same := 0
	calm := func(ctx context.Context) (bool, error) {
		found, err := chromedp.Run(ctx, chromedp.Evaluate[*spot](script))
		switch {
		case err != nil:
			same = 0
			return false, err
		case found == nil:
			now, same = spot{}, 0
			return false, nil
		}
		if *found != now {
			now, same = *found, 0
		}
		same++
		return now.Hit && same >= still, nil
	}
	if err := poll(p.ctx, patience, calm); err != nil {
		p.t.Fatalf("cannot press %q: %v; %s", what, err, now.trouble())
	}
	return now
}

func (s spot) trouble() string {
	switch {
	case s == spot{}:
		return "it is not on the page"
	case !s.Hit:
		return "something lies over it: " + s.Over
	}
	return fmt.Sprintf("it moves, now at %.0f,%.0f", s.X, s.Y)
}

// enter types into the input with a label, in place of what is there.
func (p *visitor) enter(label, text string) {
	p.t.Helper()
	p.typeInto(byLabel(label, enterable), label, text)
}

// typeInto writes into an element, in place of what is there: all at once, as an
// input method does. Key by key is for what is about keys.
func (p *visitor) typeInto(element, what, text string) {
	p.t.Helper()
	p.click(element, what)
	p.keys("a", chromedp.ModifierCtrl)
	p.keys(kb.Backspace)
	call(p, input.InsertText, input.InsertTextParams{Text: text})
}

// keys presses keys, wherever the focus is.
func (p *visitor) keys(keys string, with ...chromedp.Modifier) {
	p.t.Helper()
	for _, r := range keys {
		for _, e := range strokes(r) {
			for _, m := range with {
				e.Modifiers |= int64(m)
			}
			call(p, input.DispatchKeyEvent, *e)
		}
	}
}

// strokes are a key's way down and up. What it types comes with the way down, as
// from a real keyboard: a page that handles the one prevents the other.
func strokes(r rune) []*input.DispatchKeyEventParams {
	all := kb.Encode(r)
	down, up := all[0], all[len(all)-1]
	if down.Type = input.DispatchKeyEventTypeRawKeyDown; len(all) == 3 {
		down.Type, down.Text, down.UnmodifiedText = input.DispatchKeyEventTypeKeyDown, all[1].Text, all[1].UnmodifiedText
	}
	return []*input.DispatchKeyEventParams{down, up}
}

// command types into the message box and sends it.
func (p *visitor) command(text string) {
	p.t.Helper()
	p.typeInto(bySelector("#composer"), "the message box", text)
	p.pressAt("#composer-send")
	p.await(`document.querySelector("#composer").value === ""`, "the message box is empty again")
}

// choose picks an entry of the menu with a label, by the keyboard: whoever types
// in a menu picks what begins so.
func (p *visitor) choose(label, entry string) {
	p.t.Helper()
	menu := byLabel(label, "select")
	p.await(menu+" !== undefined", "there is a menu "+label)
	p.do(chromedp.Evaluate[chromedp.Void](eyed(menu + ".focus()")))
	p.keys(entry)
	p.await(`sight.flat(`+menu+`.selectedOptions[0]?.textContent).startsWith(`+quoted(entry)+`)`, "the menu "+label+" shows "+entry)
}

// tick ticks the box with a label.
func (p *visitor) tick(label string) {
	p.t.Helper()
	p.click(byLabel(label, `input[type="checkbox"], input[type="radio"]`), label)
}
