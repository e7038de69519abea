package blockkit

// blockKind is what is known of one type of block.
type blockKind struct {
	rule rule
	on   surface
}

// blockKinds says which block may stand on which surface. table and data_table are listed by Slack for the
// Home tab but do not render there, and card for modals, likewise; they are refused, so that nobody relies on
// what nobody would see. file is only ever sent by Slack.
var blockKinds = map[string]blockKind{
	"section":   {section, everywhere},
	"context":   {contextBlock, everywhere},
	"header":    {header, everywhere},
	"divider":   {divider, everywhere},
	"actions":   {actions, everywhere},
	"input":     {input, everywhere},
	"image":     {imageBlock, everywhere},
	"rich_text": {richText, everywhere},
	"video":     {video, everywhere},

	"markdown":           {markdown, message},
	"table":              {table, message},
	"data_table":         {dataTable, message},
	"data_visualization": {dataVisualization, message},
	"context_actions":    {contextActions, message},
	"plan":               {plan, message},
	"task_card":          {taskCard, message},
	"container":          {container, message},

	"alert":    {alert, modal},
	"card":     {card, message | home},
	"carousel": {carousel, message | home},
}

// anyBlock accepts a block of the surface being checked.
func anyBlock(c *check, at string, v any) {
	name, ok := typeAt(c, at, v)
	if !ok {
		return
	}
	k, ok := blockKinds[name]
	if !ok || !c.on.within(k.on) {
		c.fail(at+"/type", "unsupported type: %s", name)
		return
	}
	k.rule(c, at, v)
}

// block is typed for a block: each has a block_id (Slack: 255 characters).
func block(known fields) rule {
	return typed(known.with(fields{"block_id": may(characters(1, 255))}))
}
