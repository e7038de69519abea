package aliyunsim

import (
	"net/http"
	"testing"

	"github.com/google/go-cmp/cmp"
)

const kafkaVersion = "2019-09-16"

type kafkaList struct {
	Code    int
	Success bool

	InstanceList struct{ InstanceVO []kafkaEntry }
}

type kafkaEntry struct {
	InstanceID    string `json:"InstanceId"`
	ServiceStatus int
	KmsKeyID      string `json:"KmsKeyId"`
}

func TestKafkaListsEverythingAtOnce(t *testing.T) {
	c := serveProducts(t, World{
		Keys: []Key{{ID: "key-service", Region: "cn-hangzhou", Creator: "AliKafka", Aliases: []string{"alias/acs/alikafka"}}},
		Resources: Resources{KafkaInstances: []KafkaInstance{
			{ID: "alikafka-own", Region: "cn-hangzhou", Key: testKey, Status: 15},
			{ID: "alikafka-service", Region: "cn-hangzhou", Encrypted: true},
			{ID: "alikafka-plain", Region: "cn-hangzhou"},
			{ID: "alikafka-else", Region: "cn-beijing", Key: testKey},
			{ID: "alikafka-many", Region: "cn-shanghai", Count: 230},
		}},
	})
	want := []kafkaEntry{{"alikafka-own", 15, testKey}, {"alikafka-service", 5, "key-service"}, {"alikafka-plain", 5, ""}}
	got := read[kafkaList](c, kafkaVersion, "GetInstanceList")
	if diff := cmp.Diff(want, got.InstanceList.InstanceVO); diff != "" || !got.Success || got.Code != 200 {
		t.Errorf("success %t, code %d (-want +got):\n%s", got.Success, got.Code, diff)
	}
	if n := len(read[kafkaList](c, kafkaVersion, "GetInstanceList", "RegionId=cn-shanghai").InstanceList.InstanceVO); n != 230 {
		t.Errorf("%d instances, want all 230", n)
	}
	byID := read[kafkaList](c, kafkaVersion, "GetInstanceList", "InstanceId.1=alikafka-plain", "InstanceId.2=alikafka-else").InstanceList.InstanceVO
	if len(byID) != 1 || byID[0].InstanceID != "alikafka-plain" {
		t.Errorf("by ID: %+v, want the one of the region", byID)
	}
	c.refused(http.StatusBadRequest, "InvalidParameter", kafkaVersion, "GetInstanceList", "PageSize=100")
	c.refused(http.StatusBadRequest, "MissingParameter", kafkaVersion, "GetInstanceList", "RegionId=")
	c.refused(http.StatusNotFound, "InvalidAction.NotFound", kafkaVersion, "DescribeRegions")
}
