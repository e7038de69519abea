package blockkit

// button: text 75 characters, value 2,000, accessibility_label 75.
var button = element(fields{
	"text":                need(plainText(75)),
	"value":               may(characters(0, 2000)),
	"url":                 may(address),
	"style":               may(buttonStyle),
	"accessibility_label": may(characters(1, 75)),
}.asking())

var workflowButton = element(fields{
	"text":                need(plainText(75)),
	"style":               may(buttonStyle),
	"accessibility_label": may(characters(1, 75)),
	"action_id":           need(characters(1, 255)),
	"workflow": need(object(fields{"trigger": need(object(fields{
		"url": need(address),
		"customizable_input_parameters": may(list(0, 100, object(fields{
			"name":  need(characters(1, maxText)),
			"value": need(anything),
		}))),
	}))})),
})

// overflow: one to five options; older documentation demanded two.
var overflow = element(fields{"options": need(list(1, 5, overflowOption))}.asking())

// imageElement is a picture inside a section or context: exactly one source.
var imageElement = both(exactlyOneOf("image_url", "slack_file"), typed(fields{
	"alt_text":   need(characters(1, 2000)),
	"image_url":  may(address),
	"slack_file": may(slackFile),
}))

var slackFile = both(exactlyOneOf("id", "url"), object(fields{
	"id":  may(characters(1, 255)),
	"url": may(address),
}))
