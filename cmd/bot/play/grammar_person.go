package play

import "strings"

// acts are the words for what a person does.
var acts = []string{"slash", "confirm", "type", "press", "fill", "choose", "submit", "close", "open"}

// statements is how many confirmation sentences there are.
const statements = 5

func readAs(c *cursor, at Line) Step {
	return As{at, c.name("a user"), readAct(c)}
}

func readAct(c *cursor) Act {
	switch c.oneOf("what the user does", acts) {
	case "slash":
		return readSlash(c)
	case "confirm":
		return Confirm{c.number("a statement", 1, statements)}
	case "type":
		return Type{c.number("a statement", 1, statements), c.text("the text")}
	case "press":
		return Press{c.text("the label of a button")}
	case "fill":
		return Fill{c.text("the label of an input"), c.take(quoted, "a value in quotes")}
	case "choose":
		return readChoose(c)
	case "close":
		return Close{}
	case "open":
		c.literal("home")
		return OpenHome{}
	default:
		return Submit{}
	}
}

func readSlash(c *cursor) Act {
	a := Slash{Text: c.text("the command")}
	if a.Text != "" && !strings.HasPrefix(a.Text, "/") {
		c.fail("%s does not start with a slash", abbreviated(a.Text))
	}
	if c.is("in") {
		a.Channel = c.name("a channel")
	}
	return a
}

func readChoose(c *cursor) Act {
	first := c.text("an option")
	if !c.more(quoted) {
		return Choose{Option: first}
	}
	return Choose{Input: first, Option: c.text("an option")}
}
