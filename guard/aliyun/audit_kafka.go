package aliyun

import (
	"context"
	"fmt"
	"strconv"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// kafkaInstance is a row of GetInstanceList.
type kafkaInstance struct {
	ID     string `json:"InstanceId"`
	Name   string
	Status int    `json:"ServiceStatus"`
	Key    string `json:"KmsKeyId"`
	Tags   tags
	source
}

func (i kafkaInstance) id() string { return i.ID }

// kafkaStatuses are those of ServiceStatus: to be deployed, deploying, running and expired.
var kafkaStatuses = statuses{"0": false, "1": true, "5": true, "15": false}

// readKafka reads every instance of the region. The list is not paged, declares
// no total and says in a positive answer whether it succeeded.
func readKafka(ctx context.Context, r *reading) error {
	rows, err := whole(r.caller, "Kafka instances", acs.Request{Product: acs.Kafka, Action: "GetInstanceList", Region: r.region},
		"InstanceList.InstanceVO", kafkaInstance.id).read(ctx)
	if err != nil {
		return err
	}
	for _, i := range rows {
		if err := r.kafka(i); err != nil {
			return err
		}
	}
	return nil
}

// kafka records an instance if its disks are under a key. One that names no key
// is not encrypted: Kafka encrypts only with a key that is given to it.
func (r *reading) kafka(i kafkaInstance) error {
	on, err := r.under(i.Key, r.region)
	if err != nil || on == nil {
		return err
	}
	on.dependsIn(kafkaStatuses, strconv.Itoa(i.Status), "instance", guard.Dependency{
		ID: i.ID, Name: i.Name, Relation: "disk encryption", Onset: guard.Later, Owner: i.Tags.owner(), CloudRequestID: i.requestID,
		Detail:    fmt.Sprintf("disks of a Kafka instance, in service status %d", i.Status),
		OnDisable: "the brokers fail at their next start", OnDeletion: "the messages that are kept are lost",
	})
	return nil
}
