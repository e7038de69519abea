package blockkit

// section: text 3,000 characters, up to ten fields of 2,000, one accessory.
var section = both(eitherOf("text", "fields"), block(fields{
	"text":      may(anyText(maxText)),
	"fields":    may(list(1, 10, anyText(2000))),
	"accessory": may(elementIn(accessory)),
	"expand":    may(boolean),
}))

// contextBlock: one to ten small texts or pictures.
var contextBlock = block(fields{"elements": need(list(1, 10, kinds(map[string]rule{
	"plain_text": plainFields(maxText),
	"mrkdwn":     mrkdwnFields(maxText),
	"image":      imageElement,
})))})

// header: 150 characters of plain text.
var header = block(fields{"text": need(plainText(150))})

var divider = block(fields{})

// actions: one to twenty-five elements.
var actions = block(fields{"elements": need(list(1, 25, elementIn(inActions)))})

// input: label and hint 2,000 characters each.
var input = block(fields{
	"label":           need(plainText(2000)),
	"element":         need(elementIn(inInput)),
	"hint":            may(plainText(2000)),
	"optional":        may(boolean),
	"dispatch_action": may(boolean),
})

// imageBlock: alternative text is required, exactly one source.
var imageBlock = both(exactlyOneOf("image_url", "slack_file"), block(fields{
	"alt_text":   need(characters(1, 2000)),
	"title":      may(plainText(2000)),
	"image_url":  may(address),
	"slack_file": may(slackFile),
}))

// markdown: 12,000 characters, also summed over the payload (see totals.go).
var markdown = block(fields{"text": need(characters(1, maxMarkdown))})

// alert: 200 characters; modals only, a message with one is refused.
var alert = block(fields{
	"text":  need(anyText(200)),
	"level": may(oneOf("default", "info", "warning", "error", "success")),
})

var video = block(fields{
	"alt_text":          need(characters(1, 2000)),
	"title":             need(plainText(200)),
	"thumbnail_url":     need(address),
	"video_url":         need(address),
	"title_url":         may(address),
	"description":       may(plainText(200)),
	"author_name":       may(characters(1, 50)),
	"provider_name":     may(characters(1, 50)),
	"provider_icon_url": may(address),
})
