package blockkit

import "math"

// richText holds typed text in which nothing is parsed, so what a user wrote cannot mention anybody. Slack
// publishes no limit of its own for it; it counts in the total of a message.
var richText = block(fields{"elements": need(list(0, math.MaxInt32, richPart))})

// richPart is one paragraph-like part of rich text.
var richPart = kinds(map[string]rule{
	"rich_text_section":      richSection,
	"rich_text_list":         richList,
	"rich_text_quote":        typed(fields{"elements": need(richLeaves), "border": may(richBorder)}),
	"rich_text_preformatted": richPreformatted,
})

var richSection = typed(fields{"elements": need(richLeaves)})

// richList: indent 0 to 8.
var richList = typed(fields{
	"style":    need(oneOf("bullet", "ordered")),
	"elements": need(list(0, math.MaxInt32, kinds(map[string]rule{"rich_text_section": richSection}))),
	"indent":   may(integer(0, 8)),
	"offset":   may(integer(0, math.MaxInt32)),
	"border":   may(richBorder),
})

var richPreformatted = typed(fields{
	"elements": need(list(0, math.MaxInt32, kinds(map[string]rule{"text": richWords, "link": richLink}))),
	"border":   may(richBorder),
	"language": may(characters(1, 255)),
})

var richBorder = integer(0, 1)

var richLeaves = list(0, math.MaxInt32, kinds(map[string]rule{
	"text":      richWords,
	"link":      richLink,
	"user":      richMention("user_id"),
	"usergroup": richMention("usergroup_id"),
	"channel":   richMention("channel_id"),
	"team":      richMention("team_id"),
	"broadcast": typed(fields{"range": need(oneOf("here", "channel", "everyone")), "style": may(mentionStyle)}),
	"color":     typed(fields{"value": need(characters(1, 255)), "style": may(mentionStyle)}),
	"emoji": typed(fields{
		"name":      need(characters(1, 255)),
		"unicode":   may(characters(1, 255)),
		"skin_tone": may(integer(1, 6)),
		"style":     may(mentionStyle),
	}),
	"date": typed(fields{
		"timestamp": need(integer(0, math.MaxInt64)),
		"format":    need(characters(1, maxText)),
		"timezone":  may(characters(1, 255)),
		"url":       may(address),
		"fallback":  may(characters(1, maxText)),
		"style":     may(mentionStyle),
	}),
}))

var richWords = typed(fields{
	"text":  need(characters(1, math.MaxInt32)),
	"style": may(wordStyle),
})

var richLink = typed(fields{
	"url":    need(address),
	"text":   may(characters(1, math.MaxInt32)),
	"unsafe": may(boolean),
	"style":  may(wordStyle),
})

func richMention(id string) rule {
	return typed(fields{id: need(identifier), "style": may(mentionStyle)})
}

var wordStyle = object(fields{
	"bold": may(boolean), "italic": may(boolean), "strike": may(boolean), "code": may(boolean),
	"underline": may(boolean), "highlight": may(boolean), "client_highlight": may(boolean), "unlink": may(boolean),
})

// mentionStyle: a mention cannot be set as code.
var mentionStyle = object(fields{
	"bold": may(boolean), "italic": may(boolean), "strike": may(boolean), "underline": may(boolean),
	"highlight": may(boolean), "client_highlight": may(boolean), "unlink": may(boolean),
})
