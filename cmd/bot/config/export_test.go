package config

import (
	"encoding"
	"fmt"
	"reflect"
)

// Paths returns the path of every field.
func Paths() []string {
	var paths []string
	for _, f := range fields(new(Config)) {
		paths = append(paths, f.path)
	}
	return paths
}

// Texts returns every field that is not zero, as text, by path.
func Texts(c Config) map[string]string {
	texts := map[string]string{}
	for _, f := range fields(&c) {
		if !f.value.IsZero() {
			texts[f.path] = textOf(f.value)
		}
	}
	return texts
}

func textOf(v reflect.Value) string {
	if m, ok := v.Interface().(encoding.TextMarshaler); ok {
		text, err := m.MarshalText()
		return fmt.Sprint(string(text), err)
	}
	return fmt.Sprintf("%v", v.Interface())
}

// FieldExamples returns the example that messages show for each field, by path.
func FieldExamples() map[string]string {
	examples := map[string]string{}
	for _, f := range fields(new(Config)) {
		examples[f.path] = f.example
	}
	return examples
}
