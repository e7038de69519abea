package report

import "kmsguard/guard"

// external is the origin of a key whose material was imported.
const external = "EXTERNAL"

// Material says when the imported material of a key expires: from then on the key is as good as gone, without any
// deletion and before any window ends. It is empty for a key whose material the cloud made.
func (st Style) Material(a guard.Audit) string {
	f := a.Key
	switch {
	case f.MaterialExpires.IsZero() && f.Origin != external:
		return ""
	case f.MaterialExpires.IsZero():
		return "The key material was imported and has no expiry."
	case !f.MaterialExpires.After(a.Finished):
		return "The imported key material expired on " + st.Date(f.MaterialExpires) + ": the key decrypts nothing until the same material is imported again."
	}
	return "The imported key material expires on " + st.Date(f.MaterialExpires) + ", in " + Span(f.MaterialExpires.Sub(a.Finished)) +
		": from then on the key decrypts nothing until the same material is imported again."
}
