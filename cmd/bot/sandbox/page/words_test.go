package page

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

// TestNothingIsLoadedFromElsewhere reads what a browser gets: no address of another
// place, nothing inline that the page's own policy would refuse, and no markup made
// from text.
func TestNothingIsLoadedFromElsewhere(t *testing.T) {
	t.Parallel()
	bad := map[string]*regexp.Regexp{
		".js":   regexp.MustCompile(`https?://|\beval\(|new Function|insertAdjacentHTML|outerHTML\s*=|document\.write|\.style\b`),
		".css":  regexp.MustCompile(`https?://|url\(|@import`),
		".html": regexp.MustCompile(`https?://|\sstyle=|\son[a-z]+=|<script>|<style`),
	}
	read := 0
	for dir, files := range map[string]fs.FS{"assets": assetFiles, "templates": templateFiles} {
		must(t, fs.WalkDir(files, dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			text, err := fs.ReadFile(files, path)
			read++
			for end, words := range bad {
				if found := words.Find(text); strings.HasSuffix(path, end) && found != nil {
					t.Errorf("%s has %q", path, found)
				}
			}
			return err
		}))
	}
	if read < 12 {
		t.Errorf("only %d files were read", read)
	}
}
