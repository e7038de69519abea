package aliyunsim

import (
	"fmt"
	"slices"
	"strings"
)

// sample makes a plausible row that uses a key.
type sample struct {
	kind string
	row  func(id, region, key string) string // in YAML
	id   string                              // how such IDs begin
}

// samples are the kinds of dependents that AddDependent can make.
var samples = []sample{
	{"ecs_disks", func(id, region, key string) string {
		return fmt.Sprintf("{id: %s, region: %s, kind: data, instance: i-colleague, key: %s}", id, region, key)
	}, "d-colleague"},
	{"ecs_snapshots", func(id, region, key string) string {
		return fmt.Sprintf("{id: %s, region: %s, disk: d-colleague, key: %s}", id, region, key)
	}, "s-colleague"},
	{"oss_buckets", func(id, region, key string) string {
		return fmt.Sprintf("{name: %s, region: %s, key: %s}", id, region, key)
	}, "colleague-bucket"},
	{"polardb_clusters", func(id, region, key string) string {
		return fmt.Sprintf("{id: %s, region: %s, engine: MySQL, tde: true, key: %s}", id, region, key)
	}, "pc-colleague"},
	{"rds_instances", func(id, region, key string) string {
		return fmt.Sprintf("{id: %s, region: %s, engine: MySQL, tde: true, key: %s}", id, region, key)
	}, "rm-colleague"},
	{"secrets", func(id, region, key string) string {
		return fmt.Sprintf("{name: %s, region: %s, key: %s}", id, region, key)
	}, "colleague/secret"},
}

// DependentKinds lists the kinds of which AddDependent can make a row.
func DependentKinds() []string {
	var kinds []string
	for _, s := range samples {
		kinds = append(kinds, s.kind)
	}
	return kinds
}

// AddDependent adds a row of a kind that uses a key, in the key's region, as a
// colleague would who knows nothing of a planned deletion, and returns its name.
func (s *Sim) AddDependent(kind, key string) (id string, err error) {
	at := slices.IndexFunc(samples, func(one sample) bool { return one.kind == kind })
	if at < 0 {
		return "", fmt.Errorf("kind %q cannot be made by itself: use one of %s", kind, strings.Join(DependentKinds(), ", "))
	}
	k, ok := s.Key(key)
	if !ok || k.State == stateDeleted {
		return "", fmt.Errorf("key %s does not exist: name one that does", key)
	}
	for n := 1; ; n++ {
		id = fmt.Sprintf("%s-%d", samples[at].id, n)
		if !s.has(kind, id) {
			return id, s.Add(kind, []byte(samples[at].row(id, k.Region, key)))
		}
	}
}

// has tells whether a row of a kind has that name.
func (s *Sim) has(kind, name string) bool {
	return slices.ContainsFunc(s.Dependents(), func(d Dependent) bool { return d.Kind == kind && d.ID == name })
}
