package report

import (
	"cmp"
	"fmt"
	"slices"

	"kmsguard/guard"
)

// categoryNames are what people call the categories, in the plural.
var categoryNames = map[guard.Category]string{
	guard.OSS: "OSS", guard.ECSDisk: "ECS disks", guard.ECSSnapshot: "snapshots", guard.RDS: "RDS",
	guard.PolarDB: "PolarDB", guard.Certificate: "certificates", guard.Secret: "secrets",
	guard.NAS: "NAS file systems", guard.MongoDB: "MongoDB", guard.Redis: "Redis", guard.SLS: "log stores",
	guard.HBase: "HBase", guard.AnalyticDBMySQL: "AnalyticDB for MySQL", guard.AnalyticDBPostgreSQL: "AnalyticDB for PostgreSQL",
	guard.ClickHouse: "ClickHouse", guard.Kafka: "Kafka", guard.DBFS: "database file systems",
	guard.DedicatedStorage: "disks on dedicated block storage", guard.AutoScaling: "scaling configurations",
	guard.Desktop: "cloud desktops", guard.StorageGateway: "file gateway shares", guard.OceanBase: "OceanBase",
	guard.SnapshotPolicy: "automatic snapshot copies", guard.DefaultKey: "default keys of new disks", guard.Alias: "aliases",
	guard.KeyPolicy: "other accounts in the key policy", guard.Gateway: "applications behind the KMS instance",
	guard.Scope: "regions left out",
}

// Name is what people call a category, in the plural; one that has no name here is called by its own.
func Name(c guard.Category) string { return cmp.Or(categoryNames[c], string(c)) }

// Category is what an audit says of one category over all places.
type Category struct {
	Category     guard.Category
	Dependencies int
	Read         bool // at least one list of it was read completely
	Incomplete   bool // at least one list of it could not be read
	Unknowable   int  // how many things there are to look at that the API cannot tell
	Applies      bool // false: not applicable everywhere
}

// Categories sums up an audit by category, in the audit's order. Required categories are there even when the
// audit says nothing of them: they are incomplete then.
func Categories(a guard.Audit) []Category {
	rows := map[guard.Category]*Category{}
	row := func(c guard.Category) *Category {
		if rows[c] == nil {
			rows[c] = &Category{Category: c}
		}
		return rows[c]
	}
	for _, c := range a.Coverage {
		row(c.Category).cover(c)
	}
	for _, d := range a.Dependencies {
		row(d.Category).Dependencies++
		row(d.Category).Applies = true
	}
	for _, c := range guard.Required() {
		if rows[c] == nil {
			rows[c] = &Category{Category: c, Incomplete: true, Applies: true}
		}
	}
	return inOrder(rows)
}

func (c *Category) cover(row guard.Coverage) {
	switch row.Status {
	case guard.StatusComplete:
		c.Read, c.Applies = true, true
	case guard.StatusNotApplicable:
	case guard.StatusUnknowable:
		c.Unknowable += row.Population
		c.Applies = true
	case guard.StatusIncomplete:
		c.Incomplete, c.Applies = true, true
	default: // a status that we do not know proves nothing
		c.Incomplete, c.Applies = true, true
	}
}

func inOrder(rows map[guard.Category]*Category) []Category {
	list := make([]Category, 0, len(rows))
	for _, c := range rows {
		list = append(list, *c)
	}
	slices.SortFunc(list, func(x, y Category) int {
		return cmp.Or(cmp.Compare(guard.CategoryRank(x.Category), guard.CategoryRank(y.Category)), cmp.Compare(x.Category, y.Category))
	})
	return list
}

// Empty reports whether everything of the category was read and nothing of it depends on the key.
func (c Category) Empty() bool {
	return c.Read && !c.Incomplete && c.Dependencies == 0 && c.Unknowable == 0
}

// String is the category in a sum: "OSS 1", "certificates not determinable", "RDS not read".
func (c Category) String() string {
	name := Name(c.Category)
	switch {
	case c.Incomplete:
		return name + " not read completely"
	case !c.Applies:
		return name + " not applicable"
	case c.Unknowable > 0 && c.Dependencies == 0:
		return name + " not determinable"
	case c.Unknowable > 0:
		return fmt.Sprintf("%s %d (more not determinable)", name, c.Dependencies)
	}
	return fmt.Sprintf("%s %d", name, c.Dependencies)
}

// Sum counts the dependencies of an audit by category: "OSS 1, snapshots 12".
func Sum(a guard.Audit) string {
	var words []string
	for _, c := range Categories(a) {
		if c.Dependencies > 0 {
			words = append(words, fmt.Sprintf("%s %d", Name(c.Category), c.Dependencies))
		}
	}
	return List(words)
}
