package aliyunsim

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"
)

// maxPlaintext is the most that Encrypt takes. KMS: 6 KB for a symmetric key.
const maxPlaintext = 6 << 10

func kmsCrypto() []action {
	return []action{
		{name: "Encrypt", required: []string{"KeyId", "Plaintext"}, resource: keyResource, handle: encrypt},
		{name: "Decrypt", required: []string{"CiphertextBlob"}, resource: ciphertextResource, handle: decrypt},
		{name: "GenerateDataKey", required: []string{"KeyId"}, optional: []string{"NumberOfBytes"}, resource: keyResource, handle: generateDataKey},
	}
}

// findCipher returns the key that a cryptographic call names, by ID, alias or
// ARN, if it can encrypt now.
func (s *Sim) findCipher(c *call) (*cmk, *apiError) {
	k, err := s.findAny(c)
	if err != nil {
		return nil, err
	}
	if k.Usage != "ENCRYPT/DECRYPT" || isAsymmetric(k.Spec) {
		return nil, refuse(400, "Rejected.UnsupportedOperation", "This action is only for symmetric keys.")
	}
	return k, s.meets(c.action.name, k)
}

func encrypt(s *Sim, c *call) (any, *apiError) {
	k, err := s.findCipher(c)
	if err != nil {
		return nil, err
	}
	plain, failure := base64.StdEncoding.DecodeString(c.str("Plaintext"))
	if failure != nil || len(plain) > maxPlaintext {
		return nil, invalidParameter("Plaintext", "must be at most 6 KB in Base64")
	}
	return object{"KeyId": k.ID, "KeyVersionId": k.lastVersion().id, "CiphertextBlob": k.seal(plain)}, nil
}

func generateDataKey(s *Sim, c *call) (any, *apiError) {
	n, err := c.integer("NumberOfBytes", 32, 1, 1024)
	if err != nil {
		return nil, err
	}
	k, err := s.findCipher(c)
	if err != nil {
		return nil, err
	}
	plain := make([]byte, n)
	_, _ = rand.Read(plain) // never fails: crypto/rand ends the program instead
	return object{
		"KeyId": k.ID, "KeyVersionId": k.lastVersion().id,
		"Plaintext": base64.StdEncoding.EncodeToString(plain), "CiphertextBlob": k.seal(plain),
	}, nil
}

// decrypt finds the key by the version that the ciphertext names.
func decrypt(s *Sim, c *call) (any, *apiError) {
	bad := invalidParameter("CiphertextBlob", "is not a ciphertext of this account and region")
	version, sealed, ok := openBlob(c.str("CiphertextBlob"))
	k := s.keyOfVersion(c.region, version)
	if !ok || k == nil {
		return nil, bad
	}
	c.touches(k.ID)
	if err := s.meets(c.action.name, k); err != nil {
		return nil, err
	}
	gcm := versionCipher(version)
	plain, failure := gcm.Open(nil, sealed[:gcm.NonceSize()], sealed[gcm.NonceSize():], nil)
	if failure != nil {
		return nil, bad
	}
	return object{"KeyId": k.ID, "KeyVersionId": version, "Plaintext": base64.StdEncoding.EncodeToString(plain)}, nil
}

// ciphertextResource is the ARN of the key that a ciphertext names.
func ciphertextResource(s *Sim, c *call) string {
	version, _, _ := openBlob(c.str("CiphertextBlob"))
	if k := s.keyOfVersion(c.region, version); k != nil {
		return s.arn(k)
	}
	return s.keyARN(c.region, "*")
}

// keyOfVersion returns the key that has the version, nil if none has.
func (s *Sim) keyOfVersion(region, version string) *cmk {
	for _, k := range s.keys.order {
		if k.Region == region && slices.ContainsFunc(k.versions, func(v keyVersion) bool { return v.id == version }) {
			return k
		}
	}
	return nil
}

// seal encrypts under the primary version: version ID, nonce, sealed text.
func (k *cmk) seal(plain []byte) string {
	gcm := versionCipher(k.lastVersion().id)
	nonce := make([]byte, gcm.NonceSize())
	_, _ = rand.Read(nonce) // never fails: crypto/rand ends the program instead
	return base64.StdEncoding.EncodeToString(fmt.Appendf(nil, "%s%s", k.lastVersion().id, gcm.Seal(nonce, nonce, plain, nil)))
}

// openBlob splits what seal made.
func openBlob(text string) (version string, sealed []byte, ok bool) {
	blob, err := base64.StdEncoding.DecodeString(text)
	const idLength, least = 36, 36 + 12 + 16
	if err != nil || len(blob) < least || strings.Count(string(blob[:idLength]), "-") != 4 {
		return "", nil, false
	}
	return string(blob[:idLength]), blob[idLength:], true
}

// versionCipher is the cipher of a key version. Its material follows from the
// ID, so that a simulator that is started again still opens old ciphertexts.
func versionCipher(version string) cipher.AEAD {
	material := sha256.Sum256([]byte("aliyunsim key material " + version))
	block, err := aes.NewCipher(material[:])
	if err != nil {
		panic(err) // a key of 32 bytes always fits
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		panic(err) // a block of 16 bytes always fits
	}
	return gcm
}
