package blockkit

func (n Names) card(b map[string]any) []string {
	var out []string
	if image, ok := b["hero_image"].(map[string]any); ok {
		out = append(out, n.picture(image))
	}
	for _, name := range []string{"title", "subtitle", "body", "subtext"} {
		if text := n.textObject(b[name]); text != "" {
			out = append(out, lines(text)...)
		}
	}
	if row := n.row(b["actions"]); row != "" {
		out = append(out, row)
	}
	return out
}

func (n Names) container(b map[string]any) []string {
	var out []string
	if title, ok := b["rich_text_title"].(map[string]any); ok {
		out = n.richText(title)
	} else {
		out = []string{n.textObject(b["title"])}
	}
	if text := n.textObject(b["subtitle"]); text != "" {
		out = append(out, text)
	}
	children, _ := b["child_blocks"].([]any)
	return append(out, prefixed("  ", n.blocks(children))...)
}

// plan shows a task, or the tasks of a plan, with their status in words.
func (n Names) plan(b map[string]any) []string {
	line := stringAt(b, "title")
	if status := stringAt(b, "status"); status != "" {
		line += " (" + status + ")"
	}
	out := []string{line}
	for _, name := range []string{"details", "output"} {
		if text, ok := b[name].(map[string]any); ok {
			out = append(out, prefixed("  ", n.richText(text))...)
		}
	}
	tasks, _ := b["tasks"].([]any)
	return append(out, prefixed("  ", n.blocks(tasks))...)
}
