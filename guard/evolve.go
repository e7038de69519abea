package guard

import "slices"

// Evolve is total over known events; an unknown kind was already refused when
// it was decoded. The state it is given is not changed: what differs is copied,
// what is equal is shared.
func Evolve(s State, e Event) State {
	before := s
	e.apply(&s)
	s.Notices = append(slices.Clip(s.Notices), owedBy(before, s, e)...)
	return s
}

// editRequest returns a request of a fresh copy of the list, or nil. Its maps
// and slices are still shared with the state before: whoever changes one copies it.
func (s *State) editRequest(id string) *Request {
	s.Requests = slices.Clone(s.Requests)
	return s.Request(id)
}

// editOperation returns an operation of a fresh copy of the list, or nil.
func (s *State) editOperation(id string) *Operation {
	s.Operations = slices.Clone(s.Operations)
	return s.Operation(id)
}

// editNotice returns a notice of a fresh copy of the list, or nil.
func (s *State) editNotice(id string) *Notice {
	s.Notices = slices.Clone(s.Notices)
	return s.Notice(id)
}

// Notice returns the notice with this ID, or nil.
func (s *State) Notice(id string) *Notice {
	for i := range s.Notices {
		if s.Notices[i].ID == id {
			return &s.Notices[i]
		}
	}
	return nil
}

// read takes over a reading of the key, if there was one that says something.
func (s *State) read(f *KeyFacts) {
	if f == nil || f.State == StateUnknown {
		return
	}
	s.Facts = *f
}

func (e NoticeIntended) apply(s *State) {
	if n := s.editNotice(e.Notice); n != nil {
		n.Intended = e.At
	}
}

func (e NoticePosted) apply(s *State) {
	if n := s.editNotice(e.Notice); n != nil {
		n.Posted, n.PostedAt = e.Posted, e.At
	}
}

// apply changes nothing: that a bot goes on is told in the thread.
func (e WorkResumed) apply(*State) {}

// apply changes nothing: a refusal is kept for the record and is told to its person.
func (e ActionRefused) apply(*State) {}
