package blockkit

// contextActions: up to five small buttons under an answer.
var contextActions = block(fields{"elements": need(list(1, 5, kinds(map[string]rule{
	"feedback_buttons": element(fields{
		"positive_button": need(feedbackButton),
		"negative_button": need(feedbackButton),
	}),
	"icon_button": element(fields{
		"icon":                need(characters(1, 255)),
		"text":                need(plainText(75)),
		"value":               may(characters(0, 2000)),
		"accessibility_label": may(characters(1, 75)),
		"visible_to_user_ids": may(identifiers),
	}.asking()),
})))})

var feedbackButton = object(fields{
	"text":                need(plainText(75)),
	"value":               may(characters(0, 2000)),
	"accessibility_label": may(characters(1, 75)),
})

var taskFields = fields{
	"task_id": need(identifier),
	"title":   need(characters(1, maxText)),
	"status":  may(oneOf("pending", "in_progress", "complete", "error")),
	"details": may(kinds(map[string]rule{"rich_text": richText})),
	"output":  may(kinds(map[string]rule{"rich_text": richText})),
	"sources": may(list(0, 100, kinds(map[string]rule{
		"url": typed(fields{"url": need(address), "text": need(characters(1, maxText))}),
	}))),
	"hide_title": may(boolean),
}

var taskCard = block(taskFields)

// plan shows the progress of an agent; one per message (see totals.go).
var plan = block(fields{
	"title": need(characters(1, maxText)),
	"tasks": may(list(0, maxMessageBlocks, kinds(map[string]rule{"task_card": taskCard}))),
})
