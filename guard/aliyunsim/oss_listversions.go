package aliyunsim

import (
	"cmp"
	"encoding/xml"
	"slices"
	"strings"
)

// ossVersionList is the answer of ListObjectVersions. Like the list of objects
// it says nothing of encryption: each version needs its own HeadObject.
type ossVersionList struct {
	XMLName             xml.Name `xml:"ListVersionsResult"`
	Name                string
	Prefix              string
	KeyMarker           string
	VersionIDMarker     string `xml:"VersionIdMarker"`
	MaxKeys             int
	EncodingType        string `xml:",omitempty"`
	IsTruncated         bool
	NextKeyMarker       string            `xml:",omitempty"`
	NextVersionIDMarker string            `xml:"NextVersionIdMarker,omitempty"`
	Versions            []ossVersionEntry `xml:"Version"`
}

// ossVersionEntry is one version of an object.
type ossVersionEntry struct {
	Key          string
	VersionID    string `xml:"VersionId"`
	IsLatest     bool
	LastModified string
	ETag         string
	Type         string
	Size         int64
	StorageClass string
	Owner        ossOwner
}

// ossListVersions serves ListObjectVersions: by name, the current version of
// each first. OSS: max-keys is from 1 to 1000, 100 by default.
func ossListVersions(s *Sim, c *call) (any, *apiError) {
	b, err := s.addressedBucket(c)
	if err != nil {
		return nil, err
	}
	limit, err := c.integer("max-keys", 100, 1, 1000)
	if err != nil {
		return nil, err
	}
	encode, err := ossKeyEncoding(c)
	if err != nil {
		return nil, err
	}
	if c.str("version-id-marker") != "" && c.str("key-marker") == "" {
		return nil, ossInvalidArgument("A version-id marker cannot be specified without a key marker.")
	}
	rows := ossVersionsAfter(b, c.str("key-marker"), c.str("version-id-marker"), c.str("prefix"))
	list := ossVersionList{
		Name: b.Name, Prefix: encode(c.str("prefix")), KeyMarker: encode(c.str("key-marker")),
		VersionIDMarker: c.str("version-id-marker"), MaxKeys: limit, EncodingType: c.str("encoding-type"),
	}
	if len(rows) > limit {
		rows = rows[:limit]
		last := rows[limit-1]
		list.IsTruncated, list.NextKeyMarker, list.NextVersionIDMarker = true, encode(last.Name), b.versionID(last)
	}
	if c.fault == FaultRepeatToken && list.KeyMarker != "" {
		list.IsTruncated, list.NextKeyMarker, list.NextVersionIDMarker = true, list.KeyMarker, list.VersionIDMarker
	}
	for _, o := range spoilRows(c, rows) {
		list.Versions = append(list.Versions, ossVersionEntry{
			Key: encode(o.Name), VersionID: b.versionID(o), IsLatest: o.Version == "", LastModified: ossTime(made(b.CreatedAt)),
			ETag: objectTag(b, o), Type: "Normal", Size: o.Size, StorageClass: firstOf(b.StorageClass, "Standard"),
			Owner: ossOwner{s.account, s.account},
		})
	}
	return list, nil
}

// ossVersionsAfter is every version after the markers: behind the version
// named, or behind all of the key when only that is named.
func ossVersionsAfter(b OSSBucket, key, version, prefix string) []OSSObject {
	var rows []OSSObject
	for _, o := range b.Objects {
		if strings.HasPrefix(o.Name, prefix) {
			rows = append(rows, o)
		}
	}
	slices.SortStableFunc(rows, func(x, y OSSObject) int {
		return cmp.Or(strings.Compare(x.Name, y.Name), strings.Compare(x.Version, y.Version))
	})
	at := slices.IndexFunc(rows, func(o OSSObject) bool { return o.Name == key && b.versionID(o) == version })
	if version != "" && at >= 0 {
		return rows[at+1:]
	}
	return slices.DeleteFunc(rows, func(o OSSObject) bool { return o.Name <= key })
}
