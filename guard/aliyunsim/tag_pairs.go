package aliyunsim

import (
	"maps"
	"slices"
)

// tagPairs are tags as rows {Key, Value} by key, as most products answer them.
func tagPairs(tags map[string]string) []object {
	rows := []object{}
	for _, key := range slices.Sorted(maps.Keys(tags)) {
		rows = append(rows, object{"Key": key, "Value": tags[key]})
	}
	return rows
}
