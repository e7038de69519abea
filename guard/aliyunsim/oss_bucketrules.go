package aliyunsim

import (
	"encoding/xml"
	"net/http"
	"slices"
	"strings"
)

// ossReplicationRules is the answer of GetBucketReplication.
type ossReplicationRules struct {
	XMLName xml.Name             `xml:"ReplicationConfiguration"`
	Rules   []ossReplicationRule `xml:"Rule"`
}

// ossReplicationRule copies a bucket; what arrives is encrypted under
// ReplicaKmsKeyID, a key of the destination's region.
type ossReplicationRule struct {
	ID           string
	Action       string
	Bucket       string `xml:"Destination>Bucket"`
	Location     string `xml:"Destination>Location"`
	Status       string
	Historical   string `xml:"HistoricalObjectReplication"`
	EncryptedToo string `xml:"SourceSelectionCriteria>SseKmsEncryptedObjects>Status,omitempty"`
	Key          string `xml:"EncryptionConfiguration>ReplicaKmsKeyID,omitempty"`
}

func ossGetBucketReplication(s *Sim, c *call) (any, *apiError) {
	b, err := s.addressedBucket(c)
	if err != nil {
		return nil, err
	}
	if len(b.Replication) == 0 {
		return nil, ossRefuse(http.StatusNotFound, "NoSuchReplicationConfiguration", "0014-00000001",
			"The bucket you specified does not have replication configuration.")
	}
	var out ossReplicationRules
	for _, r := range b.Replication {
		rule := ossReplicationRule{
			ID: r.ID, Action: "ALL", Bucket: r.Bucket, Location: "oss-" + r.Region, Status: "doing",
			Historical: "enabled", Key: r.Key,
		}
		if r.Key != "" {
			rule.EncryptedToo = "Enabled"
		}
		out.Rules = append(out.Rules, rule)
	}
	return out, nil
}

// ossInventoryList is the answer of the list form of GetBucketInventory.
type ossInventoryList struct {
	XMLName     xml.Name             `xml:"ListInventoryConfigurationsResult"`
	Inventories []ossInventoryConfig `xml:"InventoryConfiguration"`
	IsTruncated bool
	Next        string `xml:"NextContinuationToken,omitempty"`
}

// ossInventoryConfig is a scheduled list of a bucket's objects, written into a
// bucket and encrypted under KeyId if there is one.
type ossInventoryConfig struct {
	XMLName   xml.Name `xml:"InventoryConfiguration"`
	ID        string   `xml:"Id"`
	IsEnabled bool
	Format    string `xml:"Destination>OSSBucketDestination>Format"`
	Account   string `xml:"Destination>OSSBucketDestination>AccountId"`
	Role      string `xml:"Destination>OSSBucketDestination>RoleArn"`
	Bucket    string `xml:"Destination>OSSBucketDestination>Bucket"`
	Key       string `xml:"Destination>OSSBucketDestination>Encryption>SSE-KMS>KeyId,omitempty"`
	Frequency string `xml:"Schedule>Frequency"`
	Versions  string `xml:"IncludedObjectVersions"`
}

// ossInventoryPage is how many configurations one answer lists. OSS: 100.
const ossInventoryPage = 100

func ossListBucketInventory(s *Sim, c *call) (any, *apiError) {
	b, err := s.addressedBucket(c)
	if err != nil {
		return nil, err
	}
	if len(b.Inventories) == 0 {
		return nil, ossNoSuchInventory()
	}
	after, err := ossListStart(c)
	if err != nil {
		return nil, err
	}
	rest := slices.DeleteFunc(slices.Clone(b.Inventories), func(i OSSInventory) bool { return i.ID <= after })
	slices.SortFunc(rest, func(a, b OSSInventory) int { return strings.Compare(a.ID, b.ID) })
	var out ossInventoryList
	if len(rest) > ossInventoryPage {
		rest = rest[:ossInventoryPage]
		out.IsTruncated, out.Next = true, ossListToken(rest[ossInventoryPage-1].ID)
	}
	for _, i := range spoilRows(c, rest) {
		out.Inventories = append(out.Inventories, s.inventoryConfig(b, i))
	}
	return out, nil
}

func ossGetBucketInventory(s *Sim, c *call) (any, *apiError) {
	b, err := s.addressedBucket(c)
	if err != nil {
		return nil, err
	}
	at := slices.IndexFunc(b.Inventories, func(i OSSInventory) bool { return i.ID == c.str("inventoryId") })
	if at < 0 {
		return nil, ossNoSuchInventory()
	}
	return s.inventoryConfig(b, b.Inventories[at]), nil
}

func ossNoSuchInventory() *apiError {
	return ossRefuse(http.StatusNotFound, "NoSuchInventory", "0031-00000001", "The bucket inventory configuration does not exist.")
}

func (s *Sim) inventoryConfig(b OSSBucket, i OSSInventory) ossInventoryConfig {
	return ossInventoryConfig{
		ID: i.ID, IsEnabled: true, Format: "CSV", Account: s.account,
		Role:   "acs:ram::" + s.account + ":role/AliyunOSSRole",
		Bucket: "acs:oss:::" + b.Name, Key: i.Key, Frequency: "Weekly", Versions: "All",
	}
}
