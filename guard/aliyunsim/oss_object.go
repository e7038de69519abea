package aliyunsim

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

// encryption is the algorithm and key that an object is stored under: its own,
// or the bucket's default at the time it was written.
func (b OSSBucket) encryption(o OSSObject) (algorithm, key string) {
	switch {
	case o.SSE == "none":
		return sseNone, ""
	case o.Key != "":
		return sseKMS, o.Key
	case o.SSE != "":
		return o.SSE, ""
	default:
		return b.rule()
	}
}

// versionID is what OSS calls a version: "null" for the current one in a
// bucket that never had versions.
func (b OSSBucket) versionID(o OSSObject) string {
	switch {
	case o.Version != "":
		return o.Version
	case b.Versioning == "":
		return "null"
	default:
		return "CAEQ" + hexOf(b.Name + "/" + o.Name)[:28]
	}
}

// ossHeadObject serves HeadObject, the only call that tells which key an object
// is under. It answers for a key that is disabled or gone as well: metadata is
// not encrypted.
func ossHeadObject(s *Sim, c *call) (any, *apiError) {
	b, err := s.addressedBucket(c)
	if err != nil {
		return nil, err
	}
	name, version := c.str(ossObjectParameter), c.str("versionId")
	at := slices.IndexFunc(b.Objects, func(o OSSObject) bool {
		return o.Name == name && (version == "" && o.Version == "" || version != "" && b.versionID(o) == version)
	})
	if at < 0 && version != "" {
		return nil, ossRefuse(http.StatusNotFound, "NoSuchVersion", "0026-00000002", "The specified version does not exist.")
	}
	if at < 0 {
		return nil, ossNoSuchKey()
	}
	return headOf(b, b.Objects[at], c), nil
}

// headOf is the headers that describe an object.
func headOf(b OSSBucket, o OSSObject, c *call) ossHead {
	head := ossHead{
		"Content-Length":       strconv.FormatInt(o.Size, 10),
		"Content-Type":         "application/octet-stream",
		"ETag":                 objectTag(b, o),
		"Last-Modified":        made(b.CreatedAt).UTC().Format(http.TimeFormat),
		"x-oss-object-type":    "Normal",
		"x-oss-storage-class":  firstOf(b.StorageClass, "Standard"),
		"x-oss-hash-crc64ecma": "0",
	}
	if b.Versioning != "" {
		head["x-oss-version-id"] = b.versionID(o)
	}
	algorithm, key := b.encryption(o)
	if algorithm == sseNone {
		return head
	}
	if c.fault == FaultUnknownValue {
		algorithm = "KMS-Next"
	}
	head["x-oss-server-side-encryption"] = algorithm
	if key != "" {
		head["x-oss-server-side-encryption-key-id"] = key
	}
	if algorithm == sseKMS && b.DataEncryption != "" {
		head["x-oss-server-side-data-encryption"] = b.DataEncryption
	}
	return head
}

// objectTag makes an ETag of the object's name and version.
func objectTag(b OSSBucket, o OSSObject) string {
	return strconv.Quote(strings.ToUpper(hexOf(b.Name + "/" + o.Name + "/" + o.Version)[:32]))
}

func hexOf(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}
