package guard

// String describes a dependency in one line, for changes and lists.
func (d Dependency) String() string {
	s := string(d.Category) + " " + d.ID
	if d.Detail != "" {
		s += ", " + d.Detail
	}
	return s + ", " + string(d.Severity)
}
