package aliyun

import (
	"testing"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// decoding is what a decoder makes of a reply about "x-1".
func decoding(decode func(string, acs.Reply) (string, error), body string) func() error {
	return func() error {
		_, err := decode("x-1", acs.Reply{Body: []byte(body), RequestID: "R"})
		return err
	}
}

func kind(n int) *int { return &n }

// TestEncryptedWithoutAKeyIsIncomplete: what is encrypted and names no key may
// be under any, unless the service says that the key is its own.
func TestEncryptedWithoutAKeyIsIncomplete(t *testing.T) {
	r := &reading{}
	for name, read := range map[string]func() error{
		"NAS, a key of yours":    func() error { return r.fileSystem(fileSystem{ID: "x-1", Encryption: kind(2)}) },
		"NAS, no encryption":     func() error { return r.fileSystem(fileSystem{ID: "x-1"}) },
		"NAS, a kind of its own": func() error { return r.fileSystem(fileSystem{ID: "x-1", Encryption: kind(3)}) },
		"MongoDB disks":          func() error { return r.mongodb(t.Context(), mongodbInstance{ID: "x-1", Encrypted: true}) },
		"MongoDB TDE":            decoding(mongodbKey, `{"TDEStatus":"enabled"}`),
		"MongoDB TDE status":     decoding(mongodbKey, `{"TDEStatus":"halfway","EncryptionKey":"key-1"}`),
		"Redis TDE":              decoding(redisKey, `{"EncryptionKeyStatus":"Enabled"}`),
	} {
		if err := read(); guard.KindOf(err) != guard.Incomplete {
			t.Errorf("%s: %v, want incomplete", name, err)
		}
	}
}

// TestServiceKeysAreNoneOfOurs holds for what the services document as their own.
func TestServiceKeysAreNoneOfOurs(t *testing.T) {
	r := &reading{}
	for name, read := range map[string]func() error{
		"NAS":         func() error { return r.fileSystem(fileSystem{ID: "x-1", Encryption: kind(1)}) },
		"NAS plain":   func() error { return r.fileSystem(fileSystem{ID: "x-1", Encryption: kind(0)}) },
		"MongoDB TDE": decoding(mongodbKey, `{"TDEStatus":"enabled","EncryptionKey":"NoActiveBYOK"}`),
		"MongoDB off": decoding(mongodbKey, `{"TDEStatus":"disabled"}`),
	} {
		if err := read(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}
