package play

// Step is one line of a play.
//
//sumtype:decl
type Step interface {
	// Origin says where the step stands.
	Origin() Line
	// String returns the step as Parse reads it.
	String() string
	step()
}

// Line is a place in a play.
type Line struct {
	Number int    // from 1
	Source string // the text of the line, without spaces around it
}

// Origin returns the line itself, so that a step need only embed it.
func (l Line) Origin() Line { return l }

func (Line) step() {}

// Area is where an expectation looks.
type Area uint8

// The areas.
const (
	Anywhere  Area = iota // every message, and what the person who acted last has open
	InThread              // replies, of whichever thread
	InChannel             // what the channel itself shows: parent messages
	ToUser                // what one person alone sees: ephemeral and direct messages, modal, Home tab
)

// Where narrows an expectation.
type Where struct {
	Area Area
	User string // with ToUser
}

// String returns the place as it ends a line, with a space before it.
func (w Where) String() string {
	switch w.Area {
	case InThread:
		return " in thread"
	case InChannel:
		return " in channel"
	case ToUser:
		return " to " + w.User
	case Anywhere:
		return ""
	default:
		return " nowhere"
	}
}
