package config

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"
	"github.com/goccy/go-yaml/token"
)

// origins says where each field got its value from, by path.
type origins map[string]string

// decoder walks one YAML document into a Config. It knows the fields itself,
// where a general decoder would stop at the first mistake and name Go types.
type decoder struct {
	file     string
	origins  origins
	problems []Problem
}

// document parses text and sets what it names in c. Only plain YAML is taken:
// no second document, anchor, alias, tag or merge.
func (d *decoder) document(text []byte, c *Config) {
	root := d.parse(text)
	if root == nil {
		return
	}
	if _, ok := root.(*ast.MappingNode); !ok {
		d.wrong(root, "", "the file holds "+describe(root)+" where named sections are expected", "slack:")
		return
	}
	d.node(root, reflect.ValueOf(c).Elem(), "", "")
}

// parse returns the one mapping of text, or nil after noting why there is none.
func (d *decoder) parse(text []byte) (root ast.Node) {
	defer func() {
		if r := recover(); r != nil { // the parser is not ours; what it cannot take is no configuration
			d.problems = append(d.problems, Problem{Place: d.file, Reason: fmt.Sprintf("is not YAML: %v", r)})
			root = nil
		}
	}()
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		d.syntax(err)
		return nil
	}
	if len(file.Docs) > 1 {
		d.problems = append(d.problems, Problem{Place: d.place(file.Docs[1].Start), Reason: "a second document starts here; the file holds one"})
		return nil
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil
	}
	return file.Docs[0].Body
}

func (d *decoder) syntax(err error) {
	var positioned yaml.Error
	if !errors.As(err, &positioned) {
		d.problems = append(d.problems, Problem{Place: d.file, Reason: "is not YAML"})
		return
	}
	reason := "is not YAML: " + positioned.GetMessage()
	d.problems = append(d.problems, Problem{Place: d.place(positioned.GetToken()), Reason: reason})
}

func (d *decoder) place(t *token.Token) string {
	if t == nil || t.Position == nil {
		return d.file
	}
	return fmt.Sprintf("%s:%d:%d", d.file, t.Position.Line, t.Position.Column)
}

func (d *decoder) wrong(n ast.Node, path, reason, example string) {
	d.problems = append(d.problems, Problem{d.place(startOf(n)), path, reason, lineFor(path, example)})
}

// node sets target from n. A field written without a value keeps its default.
func (d *decoder) node(n ast.Node, target reflect.Value, path, example string) {
	if path != "" {
		d.origins[path] = d.place(startOf(n))
	}
	switch n := n.(type) {
	case *ast.NullNode:
	case *ast.AnchorNode, *ast.AliasNode, *ast.TagNode:
		d.wrong(n, path, "anchors, aliases and tags are not taken here; write the value itself", example)
	case *ast.MappingNode:
		d.mapping(n, target, path, example)
	case *ast.SequenceNode:
		d.sequence(n, target, path, example)
	default:
		d.scalar(n, target, path, example)
	}
}

func (d *decoder) mapping(n *ast.MappingNode, target reflect.Value, path, example string) {
	switch {
	case isSection(target.Type()):
		for _, entry := range n.Values {
			d.entry(entry, target, path)
		}
	case target.Kind() == reflect.Map:
		target.Set(reflect.MakeMap(target.Type()))
		for _, entry := range n.Values {
			value := reflect.New(target.Type().Elem()).Elem()
			name := entry.Key.GetToken().Value
			d.node(entry.Value, value, path+"."+name, example)
			target.SetMapIndex(reflect.ValueOf(name), value)
		}
	default:
		d.wrong(n, path, "is a section where "+wanted(target)+" is expected", example)
	}
}

// entry sets the field of a section that one line names.
func (d *decoder) entry(entry *ast.MappingValueNode, section reflect.Value, prefix string) {
	name := entry.Key.GetToken().Value
	if prefix != "" {
		prefix += "."
	}
	var known []string
	for sf, value := range section.Fields() {
		switch tag := sf.Tag.Get("yaml"); tag {
		case "":
		case name:
			d.node(entry.Value, value, prefix+name, sf.Tag.Get("example"))
			return
		default:
			known = append(known, tag)
		}
	}
	d.wrong(entry.Key, prefix+name, "there is no such field; "+among(name, known), "")
}

func (d *decoder) sequence(n *ast.SequenceNode, target reflect.Value, path, example string) {
	if target.Kind() != reflect.Slice {
		d.wrong(n, path, "is a list where "+wanted(target)+" is expected", example)
		return
	}
	list := reflect.MakeSlice(target.Type(), len(n.Values), len(n.Values))
	for i, item := range n.Values {
		d.node(item, list.Index(i), fmt.Sprintf("%s[%d]", path, i), example)
	}
	target.Set(list)
}

func (d *decoder) scalar(n ast.Node, target reflect.Value, path, example string) {
	if kind := target.Kind(); isSection(target.Type()) || kind == reflect.Map || kind == reflect.Slice {
		d.wrong(n, path, "is "+describe(n)+" where "+wanted(target)+" is expected", example)
		return
	}
	if err := setText(target, scalarText(n)); err != nil {
		d.wrong(n, path, err.Error(), example)
	}
}
