// Package strictyaml decodes one YAML document and refuses whatever it does not
// fully understand.
//
// Every file that people write for this program goes through it, so that all of
// them are equally strict: an unknown or repeated field, a second document and
// an empty file are errors that name their place, and no input, however odd,
// ends the program. It never fills in a default.
package strictyaml

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"
)

// MaxSize bounds a document in bytes.
const MaxSize = 8 << 20

// Decode decodes the one document in data into v. The error is one line that
// begins with the place, as [line:column], where there is one.
func Decode(data []byte, v any) (err error) {
	if len(data) > MaxSize {
		return fmt.Errorf("the text is larger than %d bytes", MaxSize)
	}
	defer func() {
		// The library dereferences nil on some documents with tags in odd places.
		if p := recover(); p != nil {
			err = errors.New("the text is no YAML that can be read; write it without tags and anchors")
		}
	}()
	if err := oneDocument(data); err != nil {
		return err
	}
	if err := yaml.NewDecoder(bytes.NewReader(data), yaml.Strict()).Decode(v); err != nil {
		return plain(err)
	}
	return nil
}

func oneDocument(data []byte) error {
	tree, err := parser.ParseBytes(data, 0)
	if err != nil {
		return plain(err)
	}
	bodies := 0
	for _, d := range tree.Docs {
		if d.Body != nil {
			bodies++
		}
	}
	switch bodies {
	case 0:
		return errors.New("the text is empty")
	case 1:
		return nil
	}
	return fmt.Errorf("the text holds %d documents; one is read", bodies)
}

// plain is a YAML error without colours and without an excerpt of the source,
// which may hold what no log should.
func plain(err error) error {
	first, _, _ := strings.Cut(yaml.FormatError(err, false, false), "\n")
	return errors.New(strings.TrimSpace(first))
}
