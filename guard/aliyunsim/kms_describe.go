package aliyunsim

import (
	"fmt"
	"time"
)

func describeKey(s *Sim, c *call) (any, *apiError) {
	k, err := s.findAny(c)
	if err != nil {
		return nil, err
	}
	return object{"KeyMetadata": s.metadata(k)}, nil
}

// metadata is a key as DescribeKey answers it; every field is a text.
func (s *Sim) metadata(k *cmk) object {
	m := object{
		"KeyId": k.ID, "Arn": s.arn(k), "KeyState": k.State, "Creator": k.Creator, "Description": k.Description,
		"CreationDate": stamp(k.CreatedAt), "Origin": k.Origin, "ProtectionLevel": k.Level, "KeySpec": k.Spec, "KeyUsage": k.Usage,
		"DeletionProtection": onOff(k.Protection), "AutomaticRotation": k.rotationStatus(),
		"LastRotationDate": stamp(k.lastVersion().at), "DKMSInstanceId": k.Instance,
		"MaterialExpireTime": "", "DeleteDate": "", "PrimaryKeyVersion": "",
	}
	if !isAsymmetric(k.Spec) {
		m["PrimaryKeyVersion"] = k.lastVersion().id
	}
	if k.State == statePendingDeletion {
		m["DeleteDate"] = stamp(k.deletesAt)
	}
	if k.Protection && k.ProtectionBy != "" {
		m["DeletionProtectionDescription"] = k.ProtectionBy
	}
	if k.rotating() {
		m["RotationInterval"] = fmt.Sprintf("%ds", int64(time.Duration(k.Rotation).Seconds()))
		m["NextRotationDate"] = stamp(k.nextRotation())
	}
	if k.Origin == originExternal && k.hasMaterial && !k.ExpiresAt.IsZero() {
		m["MaterialExpireTime"] = stamp(k.ExpiresAt)
	}
	return m
}

// rotationStatus is Suspended while the key is not Enabled: it resumes by itself.
func (k *cmk) rotationStatus() string {
	if k.rotating() && k.State != stateEnabled {
		return "Suspended"
	}
	return onOff(k.rotating())
}

func onOff(on bool) string {
	if on {
		return "Enabled"
	}
	return "Disabled"
}

func listKeyVersions(s *Sim, c *call) (any, *apiError) {
	k, err := s.find(c)
	if err != nil {
		return nil, err
	}
	rows := make([]object, len(k.versions))
	for i, v := range k.versions {
		rows[i] = v.object(k.ID)
	}
	return pageRows(c, "KeyVersions", "KeyVersion", rows)
}

func (v keyVersion) object(keyID string) object {
	return object{"KeyId": keyID, "KeyVersionId": v.id, "CreationDate": stamp(v.at)}
}

func describeKeyVersion(s *Sim, c *call) (any, *apiError) {
	k, _, v, err := s.findVersion(c)
	if err != nil {
		return nil, err
	}
	return object{"KeyVersion": v.object(k.ID)}, nil
}

// findVersion returns the key and the version that a call names, and which one it is, from 1.
func (s *Sim) findVersion(c *call) (*cmk, int, keyVersion, *apiError) {
	k, err := s.find(c)
	if err != nil {
		return nil, 0, keyVersion{}, err
	}
	for i, v := range k.versions {
		if v.id == c.str("KeyVersionId") {
			return k, i + 1, v, nil
		}
	}
	return nil, 0, keyVersion{}, refuse(404, "Forbidden.KeyVersionNotFound", "The specified KeyVersion is not found.")
}

// getPublicKey answers the public half of an asymmetric key. The first version's
// pair is that of the key ID, which certificates of the world carry; each later
// one has a pair of its own.
func getPublicKey(s *Sim, c *call) (any, *apiError) {
	k, n, v, err := s.findVersion(c)
	switch {
	case err != nil:
		return nil, err
	case !isAsymmetric(k.Spec):
		return nil, refuse(400, "Rejected.UnsupportedOperation", "This action is not supported for a symmetric key.")
	case k.Spec != "EC_P256":
		return nil, refuse(400, "Rejected.UnsupportedOperation", "The simulator has no key pairs of spec %s: use EC_P256.", k.Spec)
	}
	seed := k.ID
	if n > 1 {
		seed = v.id
	}
	text, failure := publicKeyPEM(&keyPair(seed).PublicKey)
	if failure != nil {
		return nil, refuse(500, "InternalFailure", "The public key cannot be encoded.")
	}
	return object{"KeyId": k.ID, "KeyVersionId": v.id, "PublicKey": text}, nil
}
