package blockkit

// card: title and subtitle 150 characters, body and subtext 200, up to three buttons, and something to show.
var card = both(eitherOf("hero_image", "title", "actions", "body"), block(fields{
	"hero_image": may(kinds(map[string]rule{"image": imageElement})),
	"icon":       may(kinds(map[string]rule{"image": imageElement})),
	"slack_icon": may(typed(fields{"name": need(characters(1, 255))})),
	"title":      may(anyText(150)),
	"subtitle":   may(anyText(150)),
	"body":       may(anyText(200)),
	"subtext":    may(anyText(200)),
	"actions":    may(list(1, 3, kinds(map[string]rule{"button": button}))),
}))

// carousel: one to ten cards.
var carousel = block(fields{"elements": need(list(1, 10, kinds(map[string]rule{"card": card})))})

// container: one to ten blocks under a title of 150 characters; a container holds no container.
var container = both(eitherOf("title", "rich_text_title"), block(fields{
	"title":              may(plainText(150)),
	"rich_text_title":    may(kinds(map[string]rule{"rich_text": richText})),
	"subtitle":           may(anyText(150)),
	"icon":               may(kinds(map[string]rule{"image": imageElement})),
	"width":              may(oneOf("narrow", "standard", "wide", "full")),
	"is_collapsible":     may(boolean),
	"default_collapsed":  may(boolean),
	"has_header_divider": may(boolean),
	"child_blocks":       need(list(1, 10, kinds(childBlocks))),
}))

var childBlocks = map[string]rule{
	"actions":   actions,
	"context":   contextBlock,
	"divider":   divider,
	"header":    header,
	"image":     imageBlock,
	"input":     input,
	"rich_text": richText,
	"section":   section,
	"table":     table,
	"video":     video,
}
