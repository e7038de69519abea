package page

import (
	"testing"

	"kmsguard/guard/aliyunsim"
)

func TestAllowedSaysWhatASessionMayDo(t *testing.T) {
	t.Parallel()
	for policy, want := range map[string]string{
		"": "No session policy: whatever the policies of this principal allow.",
		`{"Statement":[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ScheduleKeyDeletion"],"Resource":["acs:kms:cn-hangzhou:1:key/k"],"Condition":{"DateLessThan":{"acs:CurrentTime":"2026-11-02T09:15:00Z"}}}]}`: "This session may kms:DescribeKey, kms:ScheduleKeyDeletion on acs:kms:cn-hangzhou:1:key/k until 2026-11-02T09:15:00Z, and nothing else.",
		`{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{"Effect":"Deny","Action":"kms:DisableKey","Resource":"*","Condition":{"Bool":{"acs:MFAPresent":"false"}}}]}`:                                    "This session may * on *; not kms:DisableKey on * if acs:MFAPresent Bool false, and nothing else.",
		`{"Statement":`: "The session policy cannot be summed up; it is below as it was sent.",
		`{"Statement":[{"Effect":"Allow","NotAction":"kms:*","Resource":"*"}]}`: "The session policy cannot be summed up; it is below as it was sent.",
	} {
		if got, _ := allowed(aliyunsim.Call{SessionPolicy: policy}); got != want {
			t.Errorf("%s\n got %s\nwant %s", policy, got, want)
		}
	}
}
