package blockkit

// checkboxes: one to ten options.
var checkboxes = both(initialAmongOptions, element(fields{
	"options":         need(list(1, 10, choiceOption)),
	"initial_options": may(list(1, 10, choiceOption)),
}.asking().focusable()))

// radioButtons: one to ten options.
var radioButtons = both(initialAmongOptions, element(fields{
	"options":        need(list(1, 10, choiceOption)),
	"initial_option": may(choiceOption),
}.asking().focusable()))
