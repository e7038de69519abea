package aliyun

import "kmsguard/guard"

// statuses are the documented ones of a kind of resource, and whether it serves in each.
type statuses map[string]bool

// dependsIn records a resource in one of its statuses: in use now where it
// serves, else at rest. In a status that is not known it is not guessed at.
func (f *finding) dependsIn(known statuses, status, what string, d guard.Dependency) {
	serves, ok := known[status]
	if !ok {
		f.strange("the status of the "+what+" "+d.ID, status, d.CloudRequestID)
		return
	}
	d.Severity = guard.AtRest
	if serves {
		d.Severity = guard.InUse
	}
	f.depends(d)
}

// keyless reports whether something may be encrypted and names no key. What does
// not tell whether it is encrypted may be.
func keyless(encrypted *bool, key string) bool {
	return key == "" && (encrypted == nil || *encrypted)
}
