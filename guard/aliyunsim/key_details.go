package aliyunsim

import "time"

// keyDetails is what databases repeat of a key in KMS. A key that is gone has
// its name only.
func (s *Sim) keyDetails(region, reference string) object {
	out := object{"EncryptionKey": reference, "EncryptionKeyStatus": s.keyStatus(region, reference)}
	if k := s.ownerOfKey(reference).keys.byID[s.keyIDOf(region, reference)]; k != nil {
		out["KeyUsage"], out["Origin"], out["Creator"], out["Description"] = k.Usage, k.Origin, k.Creator, k.Description
		out["DeleteDate"], out["MaterialExpireTime"] = stampOrEmpty(k.deletesAt), stampOrEmpty(k.ExpiresAt)
	}
	return out
}

// stampOrEmpty prints a time, and nothing for none.
func stampOrEmpty(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return stamp(t)
}
