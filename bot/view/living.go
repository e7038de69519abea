package view

import "kmsguard/guard"

// Living renders the posted messages that change in place, by notice ID, as they must read now. Painting them
// twice is harmless.
func Living(s guard.State, c Scene) map[string]Message {
	living := map[string]Message{}
	for _, n := range s.Notices {
		if n.Posted.TS == "" {
			continue
		}
		m := Notice(s, n, c)
		m.Files = nil
		living[n.ID] = m
	}
	return living
}
