package play

import "strconv"

// As is one act of one person.
type As struct {
	Line
	User string
	Act  Act
}

// String returns the step as Parse reads it.
func (s As) String() string { return "as " + s.User + " " + s.Act.String() }

// Act is what a person does.
//
//sumtype:decl
type Act interface {
	String() string
	act()
}

// Slash sends a slash command.
type Slash struct {
	Text    string // "/kms delete …"
	Channel string // empty: the first channel that the person is in
}

// Confirm gives statement N as a person does: presses its button, opens what
// must be opened first, answers what else the modal asks, types the sentence
// that it shows and submits.
type Confirm struct{ N int }

// Type does what Confirm does with this text in place of the sentence.
type Type struct {
	N    int
	Text string
}

// Press presses the button with this label, on the newest thing that has it.
type Press struct{ Label string }

// Fill writes into an input of the open modal.
type Fill struct{ Label, Value string }

// Choose picks an option of a menu, of radio buttons or of checkboxes.
type Choose struct {
	Input  string // label of the input; empty: the first that has the option
	Option string
}

// Submit sends the open modal.
type Submit struct{}

// Close closes the open modal without sending it.
type Close struct{}

// OpenHome opens the app's Home tab.
type OpenHome struct{}

func (Slash) act()    {}
func (Confirm) act()  {}
func (Type) act()     {}
func (Press) act()    {}
func (Fill) act()     {}
func (Choose) act()   {}
func (Submit) act()   {}
func (Close) act()    {}
func (OpenHome) act() {}

func (a Slash) String() string {
	if a.Channel == "" {
		return "slash " + quote(a.Text)
	}
	return "slash " + quote(a.Text) + " in " + a.Channel
}

func (a Confirm) String() string { return "confirm " + strconv.Itoa(a.N) }

func (a Type) String() string { return "type " + strconv.Itoa(a.N) + " " + quote(a.Text) }

func (a Press) String() string { return "press " + quote(a.Label) }

func (a Fill) String() string { return "fill " + quote(a.Label) + " " + quote(a.Value) }

func (a Choose) String() string {
	if a.Input == "" {
		return "choose " + quote(a.Option)
	}
	return "choose " + quote(a.Input) + " " + quote(a.Option)
}

func (Submit) String() string { return "submit" }

func (Close) String() string { return "close" }

func (OpenHome) String() string { return "open home" }
