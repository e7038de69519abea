package aliyunsim

import (
	"encoding/json"
	"fmt"
)

// keyResourceType is how the trail calls a key.
const keyResourceType = "ACS::KMS::Key"

// reads tells the actions that change nothing.
var reads = startsWith("Describe", "List", "Get", "Lookup", "Encrypt", "Decrypt", "Generate", "Asymmetric")

// rw is Read or Write.
func (e event) rw() string {
	if reads(e.name) {
		return "Read"
	}
	return "Write"
}

// resources returns the key that the event names as its resource and the keys
// that it only refers to, as the setting for Decrypt has it.
func (e event) resources(decrypt string) (resource string, referenced []string) {
	if len(e.keys) == 0 || e.name == decryptEvent && decrypt == "never" {
		return "", nil
	}
	if e.name == decryptEvent && decrypt == "referenced" {
		return "", e.keys
	}
	return e.keys[0], e.keys
}

// object is the event as LookupEvents answers it.
func (e event) object(account, decrypt string) object {
	o := object{
		"eventId": e.id(), "eventVersion": 1, "eventTime": stamp(e.at), "eventName": e.name, "eventRW": e.rw(),
		"eventType": "ApiCall", "eventCategory": "Management", "serviceName": e.product.service, "apiVersion": e.product.version,
		"eventSource": fmt.Sprintf("%s.%s.aliyuncs.com", e.product.code, e.region), "acsRegion": e.region,
		"isGlobal": false, "requestId": e.requestID, "sourceIpAddress": e.sourceIP, "userAgent": e.userAgent,
		"requestParameters": e.params, "requestParameterJson": e.paramsText(),
		"userIdentity": e.actor.object(account),
	}
	resource, referenced := e.resources(decrypt)
	if resource != "" {
		o["resourceType"], o["resourceName"] = keyResourceType, resource
	}
	if len(referenced) > 0 {
		o["referencedResources"] = object{keyResourceType: referenced}
	}
	if e.code != "" {
		o["errorCode"], o["errorMessage"] = e.code, "The request was refused."
	}
	return o
}

// id is the event's ID, which the trail never uses twice.
func (e event) id() string { return nameUUID(fmt.Sprintf("event %d %s", e.serial, e.requestID)) }

func (e event) paramsText() string {
	text, err := json.Marshal(e.params)
	if err != nil { // a map of texts always encodes
		return "{}"
	}
	return string(text)
}

func (a actor) object(account string) object {
	o := object{"type": a.kind, "principalId": a.id, "accountId": account, "userName": a.user}
	if a.accessKey != "" {
		o["accessKeyId"] = a.accessKey
	}
	return o
}
