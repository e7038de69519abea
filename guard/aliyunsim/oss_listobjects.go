package aliyunsim

import (
	"encoding/base64"
	"encoding/xml"
	"net/url"
	"slices"
	"strings"
)

// ossObjectList is the answer of ListObjectsV2. It says nothing of encryption.
type ossObjectList struct {
	XMLName           xml.Name `xml:"ListBucketResult"`
	Name              string
	Prefix            string
	StartAfter        string `xml:",omitempty"`
	MaxKeys           int
	ContinuationToken string `xml:",omitempty"`
	EncodingType      string `xml:",omitempty"`
	IsTruncated       bool
	Next              string `xml:"NextContinuationToken,omitempty"`
	KeyCount          int
	Contents          []ossObjectEntry
}

// ossObjectEntry is one current object of the list.
type ossObjectEntry struct {
	Key          string
	LastModified string
	ETag         string
	Type         string
	Size         int64
	StorageClass string
	Owner        *ossOwner `xml:",omitempty"`
}

// ossListObjects serves ListObjectsV2: current objects by name. OSS: max-keys is
// from 1 to 1000, 100 by default. Lists by delimiter are not served.
func ossListObjects(s *Sim, c *call) (any, *apiError) {
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
	if c.str("list-type") != "2" {
		return nil, ossInvalidArgument("The list-type parameter must be 2.")
	}
	after, err := ossListStart(c)
	if err != nil {
		return nil, err
	}
	rows := ossObjectsAfter(b, after, c.str("prefix"))
	list := ossObjectList{
		Name: b.Name, Prefix: encode(c.str("prefix")), StartAfter: encode(c.str("start-after")), MaxKeys: limit,
		ContinuationToken: c.str("continuation-token"), EncodingType: c.str("encoding-type"),
	}
	if len(rows) > limit {
		rows = rows[:limit]
		list.IsTruncated, list.Next = true, ossListToken(rows[limit-1].Name)
	}
	for _, o := range spoilRows(c, rows) {
		list.Contents = append(list.Contents, s.objectEntry(c, b, o, encode))
	}
	list.KeyCount = len(list.Contents)
	spoilObjectList(c, &list)
	return list, nil
}

func (s *Sim) objectEntry(c *call, b OSSBucket, o OSSObject, encode func(string) string) ossObjectEntry {
	e := ossObjectEntry{
		Key: encode(o.Name), LastModified: ossTime(made(b.CreatedAt)), ETag: objectTag(b, o), Type: "Normal",
		Size: o.Size, StorageClass: firstOf(b.StorageClass, "Standard"),
	}
	if c.str("fetch-owner") == "true" {
		e.Owner = &ossOwner{s.account, s.account}
	}
	return e
}

// spoilObjectList applies the faults that falsify count or token.
func spoilObjectList(c *call, list *ossObjectList) {
	if c.fault == FaultWrongTotal {
		list.KeyCount++
	}
	if asked := c.str("continuation-token"); c.fault == FaultRepeatToken && asked != "" {
		list.IsTruncated, list.Next = true, asked
	}
}

// ossListStart is the name after which a list goes on: that of the token, else
// start-after.
func ossListStart(c *call) (string, *apiError) {
	token := c.str("continuation-token")
	if token == "" {
		return c.str("start-after"), nil
	}
	name, err := base64.StdEncoding.DecodeString(token)
	if err != nil {
		return "", ossInvalidArgument("The continuation token provided is incorrect.")
	}
	return string(name), nil
}

// ossListToken is the token with which a list goes on after a name.
func ossListToken(name string) string { return base64.StdEncoding.EncodeToString([]byte(name)) }

// ossObjectsAfter is the current objects after a name, in the order of names.
func ossObjectsAfter(b OSSBucket, after, prefix string) []OSSObject {
	var rows []OSSObject
	for _, o := range b.Objects {
		if o.Version == "" && o.Name > after && strings.HasPrefix(o.Name, prefix) {
			rows = append(rows, o)
		}
	}
	slices.SortFunc(rows, func(a, b OSSObject) int { return strings.Compare(a.Name, b.Name) })
	return rows
}

// ossKeyEncoding is how names are written in the answer: as they are, or
// percent-encoded with encoding-type=url.
func ossKeyEncoding(c *call) (func(string) string, *apiError) {
	switch c.str("encoding-type") {
	case "":
		return func(name string) string { return name }, nil
	case "url":
		return url.QueryEscape, nil
	default:
		return nil, ossInvalidArgument("The encoding-type parameter must be url.")
	}
}
