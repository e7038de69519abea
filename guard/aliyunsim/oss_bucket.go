package aliyunsim

import (
	"encoding/xml"
	"net/http"
	"time"
)

// The values of SSEAlgorithm. Where there is no rule, GetBucketInfo says None
// and GetBucketEncryption has nothing to answer.
const (
	sseKMS  = "KMS"
	sseNone = "None"
)

// addressedBucket finds the bucket of a call and checks that the call went to
// its region. A call that names no region (version 1 at an address that is no
// OSS host) reaches every bucket.
func (s *Sim) addressedBucket(c *call) (OSSBucket, *apiError) {
	b, ok := s.tables.ossBuckets.get(c.str(ossBucketParameter))
	if !ok {
		return OSSBucket{}, ossNoSuchBucket()
	}
	if c.region != "" && c.region != b.Region {
		return OSSBucket{}, ossWrongEndpoint()
	}
	c.region = b.Region
	return b, nil
}

// rule is the bucket's default encryption: algorithm and, for KMS with a chosen
// key, the key. An empty key with KMS stands for the service key of OSS.
func (b OSSBucket) rule() (algorithm, key string) {
	switch {
	case b.SSE == "none" || b.SSE == "" && b.Key == "":
		return sseNone, ""
	case b.SSE == "" || b.SSE == sseKMS:
		return sseKMS, b.Key
	default:
		return b.SSE, ""
	}
}

// ossRule is a default encryption as it stands in answers.
type ossRule struct {
	SSEAlgorithm      string
	KMSMasterKeyID    string `xml:",omitempty"`
	KMSDataEncryption string `xml:",omitempty"`
}

func ruleOf(b OSSBucket, c *call) ossRule {
	algorithm, key := b.rule()
	if c.fault == FaultUnknownValue {
		algorithm = "KMS-Next"
	}
	return ossRule{SSEAlgorithm: algorithm, KMSMasterKeyID: key, KMSDataEncryption: b.DataEncryption}
}

// ossEncryption is the answer of GetBucketEncryption.
type ossEncryption struct {
	XMLName xml.Name `xml:"ServerSideEncryptionRule"`
	Default ossRule  `xml:"ApplyServerSideEncryptionByDefault"`
}

func ossGetBucketEncryption(s *Sim, c *call) (any, *apiError) {
	b, err := s.addressedBucket(c)
	if err != nil {
		return nil, err
	}
	if algorithm, _ := b.rule(); algorithm == sseNone {
		return nil, ossRefuse(http.StatusNotFound, "NoSuchServerSideEncryptionRule", "0025-00000001",
			"The server side encryption configuration does not exist.")
	}
	return ossEncryption{Default: ruleOf(b, c)}, nil
}

// ossBucketInfo is the answer of GetBucketInfo. Its encryption rule lacks the
// level that GetBucketEncryption puts around it.
type ossBucketInfo struct {
	XMLName xml.Name       `xml:"BucketInfo"`
	Bucket  ossInfoDetails `xml:"Bucket"`
}

type ossInfoDetails struct {
	AccessMonitor          string
	Comment                string
	CreationDate           string
	CrossRegionReplication string
	DataRedundancyType     string
	ExtranetEndpoint       string
	IntranetEndpoint       string
	Location               string
	Name                   string
	ResourceGroupID        string `xml:"ResourceGroupId"`
	StorageClass           string
	TransferAcceleration   string
	Versioning             string `xml:",omitempty"`
	Owner                  ossOwner
	Grant                  string         `xml:"AccessControlList>Grant"`
	Rule                   ossRule        `xml:"ServerSideEncryptionRule"`
	Policy                 ossLogSettings `xml:"BucketPolicy"`
}

type ossOwner struct {
	ID          string
	DisplayName string
}

// ossLogSettings is what GetBucketInfo calls BucketPolicy: where logs go.
type ossLogSettings struct {
	LogBucket string
	LogPrefix string
}

func ossGetBucketInfo(s *Sim, c *call) (any, *apiError) {
	b, err := s.addressedBucket(c)
	if err != nil {
		return nil, err
	}
	replication := "Disabled"
	if len(b.Replication) > 0 {
		replication = "Enabled"
	}
	return ossBucketInfo{Bucket: ossInfoDetails{
		AccessMonitor:          "Disabled",
		CreationDate:           ossTime(made(b.CreatedAt)),
		CrossRegionReplication: replication,
		DataRedundancyType:     "LRS",
		ExtranetEndpoint:       ossEndpoint(b.Region, ""),
		IntranetEndpoint:       ossEndpoint(b.Region, "-internal"),
		Location:               "oss-" + b.Region,
		Name:                   b.Name,
		ResourceGroupID:        "rg-default",
		StorageClass:           firstOf(b.StorageClass, "Standard"),
		TransferAcceleration:   "Disabled",
		Versioning:             b.Versioning,
		Owner:                  ossOwner{s.account, s.account},
		Grant:                  "private",
		Rule:                   ruleOf(b, c),
	}}, nil
}

// ossLocation is the answer of GetBucketLocation.
type ossLocation struct {
	XMLName xml.Name `xml:"LocationConstraint"`
	Value   string   `xml:",chardata"`
}

func ossGetBucketLocation(s *Sim, c *call) (any, *apiError) {
	b, err := s.addressedBucket(c)
	if err != nil {
		return nil, err
	}
	return ossLocation{Value: "oss-" + b.Region}, nil
}

func ossEndpoint(region, suffix string) string { return "oss-" + region + suffix + ".aliyuncs.com" }

// ossTime writes a time as OSS does, with milliseconds.
func ossTime(t time.Time) string { return t.UTC().Format("2006-01-02T15:04:05.000Z") }
