package explore

import (
	"encoding/binary"
	"reflect"
	"slices"
	"time"
)

var (
	timeType = reflect.TypeFor[time.Time]()
	counting = map[reflect.Type][]int{} // the fields of each type that count
)

// add appends a value to the buffer so that different values differ: what has a
// length is preceded by it, and a map is in the order of its keys.
func (k *keys) add(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		k.addStruct(v)
	case reflect.String:
		k.number(int64(v.Len()))
		k.buffer = append(k.buffer, v.String()...)
	case reflect.Slice:
		k.number(int64(v.Len()))
		for i := range v.Len() {
			k.add(v.Index(i))
		}
	case reflect.Map:
		k.addMap(v)
	case reflect.Pointer:
		if k.flag(!v.IsNil()); !v.IsNil() {
			k.add(v.Elem())
		}
	case reflect.Bool:
		k.flag(v.Bool())
	case reflect.Uint8, reflect.Uint64:
		k.buffer = binary.AppendUvarint(k.buffer, v.Uint())
	case reflect.Int, reflect.Int8, reflect.Int64:
		k.number(v.Int())
	default:
		panic("explore: a world holds a " + v.Type().String() + ", which has no place in its key")
	}
}

// addStruct leaves out what a type of the domain keeps to itself: that is made
// from the rest.
func (k *keys) addStruct(v reflect.Value) {
	t := v.Type()
	if t == timeType {
		at := v.Addr().Interface().(*time.Time)
		k.number(at.Unix())
		return
	}
	for _, i := range exported(t) {
		k.add(v.Field(i))
	}
}

// exported lists the fields of a type that count.
func exported(t reflect.Type) []int {
	if fields, ok := counting[t]; ok {
		return fields
	}
	var fields []int
	for i := range t.NumField() {
		if t.Field(i).IsExported() {
			fields = append(fields, i)
		}
	}
	counting[t] = fields
	return fields
}

// addMap adds a map of strings or numbers in the order of its keys.
func (k *keys) addMap(v reflect.Value) {
	names := v.MapKeys()
	slices.SortFunc(names, func(a, b reflect.Value) int {
		if a.Kind() == reflect.String {
			switch {
			case a.String() < b.String():
				return -1
			case a.String() > b.String():
				return 1
			}
			return 0
		}
		return int(a.Int() - b.Int())
	})
	k.number(int64(len(names)))
	for _, name := range names {
		k.add(name)
		e := reflect.New(v.Type().Elem()).Elem()
		e.Set(v.MapIndex(name))
		k.add(e)
	}
}

func (k *keys) number(n int64) { k.buffer = binary.AppendVarint(k.buffer, n) }

func (k *keys) flag(b bool) {
	if b {
		k.buffer = append(k.buffer, 1)
		return
	}
	k.buffer = append(k.buffer, 0)
}
