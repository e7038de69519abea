package guard

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestParseKeyName(t *testing.T) {
	const uuid = "0a1b2c3d-0000-4000-8000-1234567890ab"
	tests := []struct {
		name, text string
		want       KeyName
		refused    bool
	}{
		{"an ID of KMS 3.0", "key-hzz650a1b2c3d4e5f6g7h", KeyName{ID: "key-hzz650a1b2c3d4e5f6g7h"}, false},
		{"an ID of the first KMS", uuid, KeyName{ID: uuid}, false},
		{"an ARN", "acs:kms:cn-hangzhou:123:key/" + uuid, KeyName{ID: uuid, Region: "cn-hangzhou", Account: "123"}, false},
		{"an alias", "alias/orders", KeyName{Alias: "alias/orders"}, false},
		{"an alias by ARN", "acs:kms:eu-central-1:123:alias/orders", KeyName{Alias: "alias/orders", Region: "eu-central-1", Account: "123"}, false},
		{"nothing", "", KeyName{}, true},
		{"a UUID in capitals", "0A1B2C3D-0000-4000-8000-1234567890AB", KeyName{}, true},
		{"an ID with a space behind", "key-hzz650a1b2c3d4e5f6g7h ", KeyName{}, true},
		{"an ARN of another product", "acs:oss:cn-hangzhou:123:key/" + uuid, KeyName{}, true},
		{"an ARN without account", "acs:kms:cn-hangzhou::key/" + uuid, KeyName{}, true},
		{"an ARN of a secret", "acs:kms:cn-hangzhou:123:secret/db", KeyName{}, true},
		{"an ARN with a wildcard", "acs:kms:cn-hangzhou:123:key/*", KeyName{}, true},
		{"an alias with a space", "alias/a b", KeyName{}, true},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			got, err := ParseKeyName(tt.text)
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("ParseKeyName (-want +got):\n%s", diff)
			}
			if (KindOf(err) == Invalid && HintOf(err) != "") != tt.refused {
				t.Errorf("error %v, refused should be %v", err, tt.refused)
			}
		})
	}
}

func TestServiceManaged(t *testing.T) {
	tests := []struct {
		name  string
		facts KeyFacts
		want  bool
	}{
		{"made by an account", KeyFacts{Creator: "1234567890123456"}, false},
		{"made by a service", KeyFacts{Creator: "OSS"}, true},
		{"with a service's alias", KeyFacts{Creator: "123", Aliases: []string{"alias/acs/ecs"}}, true},
		{"with an alias that only begins alike", KeyFacts{Creator: "123", Aliases: []string{"alias/acsomething"}}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.facts.ServiceManaged(); got != tt.want {
				t.Errorf("ServiceManaged() = %v", got)
			}
		})
	}
}

func FuzzParseKeyName(f *testing.F) {
	for _, s := range []string{"key-hzz650a1b2c3d4e5f6g7h", "acs:kms:cn-hangzhou:1:key/key-abc", "alias/a", "acs:kms:::", "key/../x", "\x00"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		n, err := ParseKeyName(text)
		if err != nil {
			if KindOf(err) != Invalid {
				t.Errorf("error of kind %v", KindOf(err))
			}
			return
		}
		ref := KeyRef{Account: "1", Region: "r", ID: n.ID}
		if back, ok := ref.Stream().Key(); n.ID != "" && (!ok || back != ref) {
			t.Errorf("%q does not survive as a stream: %v", n.ID, back)
		}
	})
}
