package aliyunsim

import (
	"encoding/xml"
	"slices"
	"sort"
	"strings"
)

// ossBucketList is the answer of ListBuckets. Location and Region of each
// bucket tell where it must be addressed: the list is the account's, whatever
// region was asked.
type ossBucketList struct {
	XMLName     xml.Name `xml:"ListAllMyBucketsResult"`
	Prefix      string
	Marker      string
	MaxKeys     int
	IsTruncated bool
	NextMarker  string `xml:",omitempty"`
	Owner       ossOwner
	Buckets     []ossBucketEntry `xml:"Buckets>Bucket"`
}

// ossBucketEntry is one bucket of the list.
type ossBucketEntry struct {
	CreationDate     string
	ExtranetEndpoint string
	IntranetEndpoint string
	Location         string
	Name             string
	Region           string
	StorageClass     string
	ResourceGroupID  string `xml:"ResourceGroupId"`
}

// ossListBuckets serves ListBuckets: sorted by name, those after marker, at
// most max-keys of them. OSS: max-keys is from 1 to 1000, 100 by default.
func ossListBuckets(s *Sim, c *call) (any, *apiError) {
	limit, err := c.integer("max-keys", 100, 1, 1000)
	if err != nil {
		return nil, err
	}
	marker, prefix := c.str("marker"), c.str("prefix")
	rows, more := namesAfter(&s.tables.ossBuckets, marker, prefix, limit)
	list := ossBucketList{
		Prefix: prefix, Marker: marker, MaxKeys: limit, IsTruncated: more, Owner: ossOwner{s.account, s.account},
	}
	if more {
		list.NextMarker = rows[len(rows)-1].Name
	}
	if c.fault == FaultRepeatToken {
		list.IsTruncated, list.NextMarker = true, marker
	}
	for _, b := range spoilRows(c, rows) {
		list.Buckets = append(list.Buckets, ossBucketEntry{
			CreationDate:     ossTime(made(b.CreatedAt)),
			ExtranetEndpoint: ossEndpoint(b.Region, ""),
			IntranetEndpoint: ossEndpoint(b.Region, "-internal"),
			Location:         "oss-" + b.Region,
			Name:             b.Name,
			Region:           b.Region,
			StorageClass:     firstOf(b.StorageClass, "Standard"),
			ResourceGroupID:  "rg-default",
		})
	}
	return list, nil
}

// spoilRows drops the rows that the fault of a call asks to lose.
func spoilRows[T any](c *call, rows []T) []T {
	switch {
	case c.fault == FaultEmptyPage:
		return nil
	case c.fault == FaultDropRow && len(rows) > 0:
		return rows[:len(rows)-1]
	default:
		return rows
	}
}

// namesAfter returns at most limit rows in the order of their names: those
// after marker that begin with prefix, and whether there are more. A counted
// row is never expanded beyond limit.
func namesAfter[T tableRow[T]](t *table[T], marker, prefix string, limit int) (rows []T, more bool) {
	for _, s := range t.spans {
		first := sort.Search(s.len(), func(i int) bool {
			name := s.at(i).row().name
			return name > marker && name >= prefix
		})
		for i := first; i < s.len() && i-first <= limit; i++ {
			r := s.at(i)
			if !strings.HasPrefix(r.row().name, prefix) {
				break
			}
			rows = append(rows, r)
		}
	}
	slices.SortFunc(rows, func(a, b T) int { return strings.Compare(a.row().name, b.row().name) })
	if len(rows) > limit {
		return rows[:limit], true
	}
	return rows, false
}
