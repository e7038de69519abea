package aliyunsim

import (
	"fmt"
	"strings"
	"time"
)

// States of a key as DescribeKey names them. A destroyed key has none there:
// it is not found. KeyView calls it Deleted.
const (
	stateEnabled         = "Enabled"
	stateDisabled        = "Disabled"
	statePendingDeletion = "PendingDeletion"
	statePendingImport   = "PendingImport"
	stateDeleted         = "Deleted"
)

// originExternal is the origin of a key whose material was imported.
const originExternal = "EXTERNAL"

// cmk is a key as the cloud holds it. Its fields written in the world are those of Key.
type cmk struct {
	Key
	deletesAt   time.Time // with PendingDeletion only
	hasMaterial bool
	versions    []keyVersion // oldest first; the last is the primary one
	policy      *policy      // nil: the default key policy
}

// keyVersion is one generation of a key's material.
type keyVersion struct {
	id string
	at time.Time
}

// newCMK completes a key of the world with the cloud's defaults.
func (s *Sim) newCMK(k Key) (*cmk, error) {
	k.State = firstOf(k.State, stateEnabled)
	k.Origin = firstOf(k.Origin, "Aliyun_KMS")
	k.Spec = firstOf(k.Spec, "Aliyun_AES_256")
	k.Usage = firstOf(k.Usage, defaultUsage(k.Spec))
	k.Level = firstOf(k.Level, "SOFTWARE")
	k.Creator = firstOf(k.Creator, s.account)
	if k.CreatedAt.IsZero() {
		k.CreatedAt = s.now().AddDate(-1, 0, 0)
	}
	if k.RotatedAt.IsZero() {
		k.RotatedAt = k.CreatedAt
	}
	if err := k.check(); err != nil {
		return nil, err
	}
	c := &cmk{Key: k, deletesAt: k.DeletesAt.UTC(), hasMaterial: k.State != statePendingImport}
	for n := range max(1, k.Versions) {
		c.addVersion(k.CreatedAt)
		if n > 0 {
			c.versions[n].at = k.RotatedAt
		}
	}
	if k.Policy == "" {
		return c, nil
	}
	var err error
	c.policy, err = parsePolicy("of key "+k.ID, string(k.Policy))
	return c, err
}

func defaultUsage(spec string) string {
	if isAsymmetric(spec) {
		return "SIGN/VERIFY"
	}
	return "ENCRYPT/DECRYPT"
}

func isAsymmetric(spec string) bool { return startsWith("RSA_", "EC_")(spec) }

// keySpecs are the specs that KMS documents.
var keySpecs = is("Aliyun_AES_256", "Aliyun_AES_192", "Aliyun_AES_128", "Aliyun_SM4", "RSA_2048", "RSA_3072", "RSA_4096",
	"EC_P256", "EC_P256K", "EC_SM2")

// check refuses a key that the cloud could not hold.
func (k Key) check() error {
	switch {
	case k.ID == "" || strings.ContainsAny(k.ID, "/: "):
		return fmt.Errorf("key ID %q: write it like key-hzz650a1b2c3d4e5f6g7h or as a UUID", k.ID)
	case k.Region == "":
		return fmt.Errorf("key %s has no region: add region: cn-hangzhou", k.ID)
	case !is(stateEnabled, stateDisabled, statePendingDeletion, statePendingImport)(k.State):
		return fmt.Errorf("key %s has state %q: use Enabled, Disabled, PendingDeletion or PendingImport", k.ID, k.State)
	case (k.State == statePendingDeletion) == k.DeletesAt.IsZero():
		return fmt.Errorf("key %s: deletes_at goes with state PendingDeletion, and with no other", k.ID)
	case !is("Aliyun_KMS", originExternal)(k.Origin):
		return fmt.Errorf("key %s has origin %q: use Aliyun_KMS or EXTERNAL", k.ID, k.Origin)
	case k.State == statePendingImport && k.Origin != originExternal:
		return fmt.Errorf("key %s waits for an import: its origin must be EXTERNAL", k.ID)
	case !keySpecs(k.Spec):
		return fmt.Errorf("key %s has the spec %q, which KMS does not have: use Aliyun_AES_256 or EC_P256", k.ID, k.Spec)
	case !is("ENCRYPT/DECRYPT", "SIGN/VERIFY")(k.Usage) || k.Usage == "SIGN/VERIFY" && !isAsymmetric(k.Spec):
		return fmt.Errorf("key %s of spec %s cannot have usage %q", k.ID, k.Spec, k.Usage)
	case !is("SOFTWARE", "HSM")(k.Level):
		return fmt.Errorf("key %s has level %q: use SOFTWARE or HSM", k.ID, k.Level)
	case k.Rotation != 0 && (time.Duration(k.Rotation) < minRotation || time.Duration(k.Rotation) > maxRotation):
		return fmt.Errorf("key %s rotates every %s: KMS takes from 7d to 730d", k.ID, k.Rotation)
	case k.Versions < 0 || k.Versions > maxVersions:
		return fmt.Errorf("key %s has %d versions: KMS keeps at most %d", k.ID, k.Versions, maxVersions)
	case k.Count > 1 && len(k.Aliases) > 0:
		return fmt.Errorf("key %s has a count and aliases: an alias can point at one key only", k.ID)
	}
	for _, a := range k.Aliases {
		if !strings.HasPrefix(a, "alias/") {
			return fmt.Errorf("key %s has the alias %q: write it like alias/orders", k.ID, a)
		}
	}
	return nil
}

// addVersion makes new material the primary version.
func (k *cmk) addVersion(at time.Time) keyVersion {
	v := keyVersion{id: keyVersionID(k.ID, len(k.versions)+1), at: at.UTC()}
	k.versions = append(k.versions, v)
	return v
}

// keyVersionID makes the ID of the n-th version in the form of a UUID.
func keyVersionID(keyID string, n int) string {
	return nameUUID(fmt.Sprintf("%s version %d", keyID, n))
}

// arn is the key's name in policies and across accounts.
func (s *Sim) arn(k *cmk) string { return s.keyARN(k.Region, k.ID) }

func (s *Sim) keyARN(region, id string) string {
	return fmt.Sprintf("acs:kms:%s:%s:key/%s", region, s.account, id)
}

// isService says whether a cloud service manages the key.
func (k *cmk) isService() bool { return !isDigits(k.Creator) }

// rotating says whether automatic rotation is configured, suspended or not.
func (k *cmk) rotating() bool { return k.Rotation > 0 }

func (k *cmk) lastVersion() keyVersion { return k.versions[len(k.versions)-1] }

// nextRotation is when automatic rotation adds the next version.
func (k *cmk) nextRotation() time.Time { return k.lastVersion().at.Add(time.Duration(k.Rotation)) }

// rotateDue adds the versions that automatic rotation owes at that time.
func (k *cmk) rotateDue(now time.Time) {
	for k.rotating() && k.State == stateEnabled && !now.Before(k.nextRotation()) {
		k.addVersion(k.nextRotation())
	}
}
