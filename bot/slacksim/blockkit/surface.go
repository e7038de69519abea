package blockkit

// surface is a set of the places that show blocks.
type surface uint8

const (
	message surface = 1 << iota
	modal
	home
)

const (
	views      = modal | home
	everywhere = message | modal | home
)

// How many blocks one payload may hold.
const (
	maxMessageBlocks = 50
	maxViewBlocks    = 100
)

// within says whether every surface of s is among those of allowed.
func (s surface) within(allowed surface) bool { return s&allowed == s }
