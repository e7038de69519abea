package storage

import (
	"reflect"
	"testing"
	"time"

	"pgregory.net/rapid"

	"kmsguard/guard"
)

// source gives the values that an event is filled with.
type source interface {
	text(field string) string
	number() int64
	flag() bool
	count() int // of the elements of a list or map, 0 for nil pointers
	when() time.Time
}

// filled returns an event of a kind with every field set from a source.
func filled(k kind, from source) guard.Event {
	v := reflect.New(k.typ).Elem()
	fill(v, k.typ.Name(), from)
	return v.Interface().(guard.Event)
}

// fill sets a value and everything below it. A kind of type that it does not
// know cannot be stored either.
func fill(v reflect.Value, field string, from source) {
	if v.Type() == reflect.TypeFor[time.Time]() {
		v.Set(reflect.ValueOf(from.when()))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(from.text(field))
	case reflect.Bool:
		v.SetBool(from.flag())
	case reflect.Int, reflect.Int64:
		v.SetInt(from.number())
	case reflect.Uint64:
		v.SetUint(uint64(from.number()))
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i), v.Type().Field(i).Name, from)
		}
	case reflect.Pointer:
		if from.count() > 0 {
			v.Set(reflect.New(v.Type().Elem()))
			fill(v.Elem(), field, from)
		}
	case reflect.Slice:
		for range from.count() {
			v.Set(reflect.Append(v, reflect.Zero(v.Type().Elem())))
			fill(v.Index(v.Len()-1), field, from)
		}
	case reflect.Map:
		fillMap(v, field, from)
	default:
		panic("field " + field + " has a type that is not stored: " + v.Type().String())
	}
}

func fillMap(v reflect.Value, field string, from source) {
	n := from.count()
	if n == 0 {
		return
	}
	v.Set(reflect.MakeMap(v.Type()))
	for range n {
		key, value := reflect.New(v.Type().Key()).Elem(), reflect.New(v.Type().Elem()).Elem()
		fill(key, field, from)
		fill(value, field, from)
		v.SetMapIndex(key, value)
	}
}

// sample fills every field with something that is not empty, the same each time.
type sample struct{ n int64 }

func (*sample) text(field string) string { return "<" + field + "> & “ü”" }
func (s *sample) number() int64          { s.n++; return s.n }
func (*sample) flag() bool               { return true }
func (*sample) count() int               { return 1 }
func (s *sample) when() time.Time {
	return time.Date(2026, 11, 2, 9, 0, int(s.number()), 123456789, time.UTC)
}

// drawn fills from rapid.
type drawn struct{ t *rapid.T }

func (d drawn) text(field string) string { return rapid.String().Draw(d.t, field) }
func (d drawn) number() int64            { return rapid.Int64().Draw(d.t, "number") }
func (d drawn) flag() bool               { return rapid.Bool().Draw(d.t, "flag") }
func (d drawn) count() int               { return rapid.IntRange(0, 2).Draw(d.t, "count") }
func (d drawn) when() time.Time {
	if d.flag() {
		return time.Time{}
	}
	seconds := rapid.Int64Range(0, 1<<33).Draw(d.t, "seconds")
	return time.Unix(seconds, rapid.Int64Range(0, 999_999_999).Draw(d.t, "nanoseconds")).UTC()
}

func TestSampleLeavesNoFieldEmpty(t *testing.T) {
	for _, k := range kinds {
		v := reflect.ValueOf(filled(k, &sample{}))
		for i := range v.NumField() {
			if v.Field(i).IsZero() {
				t.Errorf("%s: field %s is empty", k.name, v.Type().Field(i).Name)
			}
		}
	}
}
