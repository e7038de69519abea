package acs

import (
	"context"
	"encoding/xml"
	"net/url"

	"github.com/aliyun/alibabacloud-oss-go-sdk-v2/oss"
)

// maxVersions is the largest page of versions that OSS gives.
const maxVersions = 1000

// ObjectVersion is one version of an object.
type ObjectVersion struct {
	Key string
	ID  string // "null" where the bucket kept no versions
}

// VersionPage is one page of the versions of a bucket's objects, without the
// marks of deletions, which hold no data. The list goes on behind Next unless
// that is zero.
type VersionPage struct {
	Versions  []ObjectVersion
	Next      ObjectVersion
	RequestID string
}

// versionList is the document that lists versions.
type versionList struct {
	XMLName             xml.Name `xml:"ListVersionsResult"`
	IsTruncated         *bool
	EncodingType        string
	NextKeyMarker       string
	NextVersionIDMarker string `xml:"NextVersionIdMarker"`
	Version             []struct {
		Key       string
		VersionID string `xml:"VersionId"`
	}
}

// ListObjectVersions reads one page of the versions in a bucket, in the order of
// their names, behind a version (zero for the first page). It says nothing of
// how they are encrypted.
func (s Storage) ListObjectVersions(ctx context.Context, bucket string, after ObjectVersion) (VersionPage, error) {
	var v versionList
	on := subject{op: "oss.ListObjectVersions", on: bucket}
	reply, err := s.get(ctx, on, &v, func(ctx context.Context, c *oss.Client) error {
		_, err := c.ListObjectVersions(ctx, &oss.ListObjectVersionsRequest{
			Bucket: &bucket, MaxKeys: maxVersions, KeyMarker: optional(after.Key), VersionIdMarker: optional(after.ID),
		})
		return err
	})
	if err != nil {
		return VersionPage{}, err
	}
	p, why := v.page()
	if why != "" {
		return VersionPage{}, unclear(on, why, reply)
	}
	p.RequestID = reply.RequestID
	return p, nil
}

// page reads the rows of a list, or says why it proves nothing.
func (v versionList) page() (p VersionPage, why string) {
	if v.IsTruncated == nil || *v.IsTruncated == (v.NextKeyMarker == "") {
		return p, "the page does not say how the list goes on"
	}
	plain, known := nameDecoder(v.EncodingType)
	if !known {
		return p, "the names are encoded in a way that is not known"
	}
	var err error
	if p.Next.Key, err = plain(v.NextKeyMarker); err != nil {
		return p, "a name cannot be decoded"
	}
	p.Next.ID = v.NextVersionIDMarker
	for _, row := range v.Version {
		name, err := plain(row.Key)
		if err != nil || name == "" || row.VersionID == "" {
			return p, "a version has no name that can be read"
		}
		p.Versions = append(p.Versions, ObjectVersion{Key: name, ID: row.VersionID})
	}
	return p, ""
}

// nameDecoder returns what reads names of an encoding: the SDK asks for "url",
// since a name may hold what XML cannot.
func nameDecoder(encoding string) (decode func(string) (string, error), known bool) {
	switch encoding {
	case "":
		return func(name string) (string, error) { return name, nil }, true
	case "url":
		return url.QueryUnescape, true
	}
	return nil, false
}

// ObjectEncryption reads how one version of an object is encrypted, which is
// told by its headers alone. Nothing of the object itself is read. A version
// that is not there is guard.NotFound with the code NoSuchKey or NoSuchVersion.
func (s Storage) ObjectEncryption(ctx context.Context, bucket string, v ObjectVersion) (Encryption, error) {
	on := subject{op: "oss.HeadObject", on: bucket + "/" + v.Key}
	var x *exchange
	reply, err := s.client.once(ctx, s.target, on, ossDocument, func(made *exchange, a address) error {
		x = made
		_, err := s.sdk(made, a).HeadObject(made.ctx, &oss.HeadObjectRequest{Bucket: &bucket, Key: &v.Key, VersionId: optional(v.ID)})
		return err
	})
	if err != nil {
		return Encryption{}, err
	}
	if x.header.Get("X-Oss-Object-Type") == "" {
		return Encryption{}, unclear(on, "the reply is not about an object", reply)
	}
	return Encryption{
		Algorithm: x.header.Get("X-Oss-Server-Side-Encryption"),
		KeyID:     x.header.Get("X-Oss-Server-Side-Encryption-Key-Id"),
		RequestID: reply.RequestID,
	}, nil
}
