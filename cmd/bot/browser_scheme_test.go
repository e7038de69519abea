package main

import (
	"testing"

	"github.com/chromedp/cdproto/emulation"
)

// scheme has the visitor's browser ask for light or dark, and for little motion.
func (p *visitor) scheme(name string) {
	p.t.Helper()
	call(p, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: name}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

// TestBrowserSchemes wants dark text on a light ground, or the other way round, as
// the browser asks; and no motion where none is wanted.
func TestBrowserSchemes(t *testing.T) {
	t.Parallel()
	v := openVenue(t, "shop")
	p := newVisitor(t, v, desk)
	lightness := `(() => {
		const of = (colour) => { const [r, g, b] = colour.match(/[\d.]+/g).map(Number); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
		const style = getComputedStyle(document.body);
		return [of(style.backgroundColor), of(style.color)];
	})()`
	for name, dark := range map[string]bool{"light": false, "dark": true} {
		p.scheme(name)
		p.open(v.seat("bob", decideRoom))
		if got := learn[[]float64](p, lightness); got[0] < got[1] != dark {
			t.Errorf("%s: the ground is %.0f, the text is %.0f of 255", name, got[0], got[1])
		}
		if n := learn[int](p, `document.getAnimations().length`); n != 0 {
			t.Errorf("%s: %d animations where none is wanted", name, n)
		}
	}
}
