package page

import (
	"strings"
	"testing"
	"time"
)

// A length of time that is taken moves the clock forward, not too far, and is
// taken the same when it is written as Go writes it.
func FuzzParseSpan(f *testing.F) {
	for _, seed := range []string{"90m", "4h", "3d", " 1 d", "400d", "401d", "-1h", "1.5h", "213503982334601d", "65535d", "d", ""} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		by, err := parseSpan(text)
		if err != nil {
			if by != 0 || !strings.Contains(err.Error(), "90m, 4h or 3d") {
				t.Errorf("%q: %v, %v", text, by, err)
			}
			return
		}
		if by <= 0 || by > 400*24*time.Hour {
			t.Errorf("%q moves by %v", text, by)
		}
		if again, err := parseSpan(by.String()); err != nil || again != by {
			t.Errorf("%q is %v, and that is %v, %v", text, by, again, err)
		}
	})
}
