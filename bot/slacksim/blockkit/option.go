package blockkit

import "reflect"

// Slack's type comments give an option 75 characters each for text, description and value. A second source
// gives the value 150; the smaller number is enforced here, since what passes it passes both.
const maxOption = 75

var (
	// menuOption is an option of a select: plain text only.
	menuOption = object(fields{
		"text":        need(plainText(maxOption)),
		"value":       need(characters(0, maxOption)),
		"description": may(plainText(maxOption)),
	})
	// choiceOption is an option of radio buttons or checkboxes, which may use markup.
	choiceOption = object(fields{
		"text":        need(anyText(maxOption)),
		"value":       need(characters(0, maxOption)),
		"description": may(anyText(maxOption)),
	})
	// overflowOption may open an address.
	overflowOption = object(fields{
		"text":        need(plainText(maxOption)),
		"value":       need(characters(0, maxOption)),
		"description": may(plainText(maxOption)),
		"url":         may(address),
	})
	optionGroup = object(fields{
		"label":   need(plainText(75)),
		"options": need(list(1, 100, menuOption)),
	})
)

// initialAmongOptions demands that what is preselected is, to the letter, one of the options.
func initialAmongOptions(c *check, at string, v any) {
	m, ok := v.(map[string]any)
	if !ok {
		return
	}
	all := optionsOf(m)
	if one, there := m["initial_option"]; there && !holds(all, one) {
		c.fail(at+"/initial_option", "must be one of the provided options")
	}
	many, _ := m["initial_options"].([]any)
	for _, one := range many {
		if !holds(all, one) {
			c.fail(at+"/initial_options", "must be among the provided options")
			return
		}
	}
}

// optionsOf lists the options of an element, those inside groups included.
func optionsOf(element map[string]any) []any {
	all, _ := element["options"].([]any)
	groups, _ := element["option_groups"].([]any)
	for _, g := range groups {
		if group, ok := g.(map[string]any); ok {
			inside, _ := group["options"].([]any)
			all = append(all, inside...)
		}
	}
	return all
}

func holds(all []any, one any) bool {
	for _, o := range all {
		if reflect.DeepEqual(o, one) {
			return true
		}
	}
	return false
}
