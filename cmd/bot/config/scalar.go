package config

import (
	"encoding"
	"fmt"
	"math"
	"reflect"
	"strconv"
	"strings"

	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/token"
)

// setText sets a field that is written as one word or number. The file and the
// environment share it, so that a value means the same in both.
func setText(target reflect.Value, text string) error {
	if u, ok := target.Addr().Interface().(encoding.TextUnmarshaler); ok {
		return u.UnmarshalText([]byte(text))
	}
	switch target.Kind() {
	case reflect.String:
		target.SetString(text)
	case reflect.Bool:
		if text != "true" && text != "false" {
			return fmt.Errorf("%q is neither true nor false", text)
		}
		target.SetBool(text == "true")
	case reflect.Int:
		n, err := strconv.ParseInt(text, 10, 32)
		if err != nil {
			return fmt.Errorf("%q is not a whole number", text)
		}
		target.SetInt(n)
	case reflect.Float64:
		f, err := strconv.ParseFloat(text, 64)
		if err != nil || math.IsNaN(f) || math.IsInf(f, 0) {
			return fmt.Errorf("%q is not a number", text)
		}
		target.SetFloat(f)
	case reflect.Slice:
		return setList(target, strings.Split(text, ","))
	default:
		return fmt.Errorf("a %s cannot be written as one word", target.Kind())
	}
	return nil
}

func setList(target reflect.Value, items []string) error {
	list := reflect.MakeSlice(target.Type(), len(items), len(items))
	for i, item := range items {
		if err := setText(list.Index(i), strings.TrimSpace(item)); err != nil {
			return err
		}
	}
	target.Set(list)
	return nil
}

// scalarText returns a scalar as it was typed, so that an account ID written
// without quotes keeps its digits.
func scalarText(n ast.Node) string {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value
	case *ast.LiteralNode:
		return n.Value.Value
	default:
		return n.GetToken().Value
	}
}

// startOf returns the token at which n begins: for a block mapping its first
// key, where the parser gives the colon.
func startOf(n ast.Node) *token.Token {
	if m, ok := n.(*ast.MappingNode); ok && !m.IsFlowStyle && len(m.Values) > 0 {
		return m.Values[0].Key.GetToken()
	}
	return n.GetToken()
}

// describe names the shape of n.
func describe(n ast.Node) string {
	switch n.(type) {
	case *ast.MappingNode:
		return "a section"
	case *ast.SequenceNode:
		return "a list"
	default:
		return "a single value"
	}
}

// wanted names the shape that target is written in.
func wanted(target reflect.Value) string {
	switch t := target.Type(); {
	case isSection(t):
		return "a section"
	case t.Kind() == reflect.Map:
		return "a section of names and values"
	case t.Kind() == reflect.Slice:
		return "a list"
	default:
		return "a single value"
	}
}
