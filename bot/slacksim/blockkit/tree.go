package blockkit

import "strconv"

// eachBlock visits every block of a list, those inside containers and carousels included, in reading order.
func eachBlock(at string, v any, visit func(at string, b map[string]any)) {
	all, _ := v.([]any)
	for i, one := range all {
		b, ok := one.(map[string]any)
		if !ok {
			continue
		}
		here := at + "/" + strconv.Itoa(i)
		visit(here, b)
		switch b["type"] {
		case "container":
			eachBlock(here+"/child_blocks", b["child_blocks"], visit)
		case "carousel":
			eachBlock(here+"/elements", b["elements"], visit)
		}
	}
}

// eachElement visits every interactive element of a list of blocks with the block that holds it.
func eachElement(at string, v any, visit func(at string, b, e map[string]any)) {
	eachBlock(at, v, func(at string, b map[string]any) {
		eachElementOf(at, b, func(at string, e map[string]any) { visit(at, b, e) })
	})
}

// eachElementOf visits the interactive elements of one block in reading order.
func eachElementOf(at string, b map[string]any, visit func(at string, e map[string]any)) {
	one := func(name string) {
		if e, ok := b[name].(map[string]any); ok && e["type"] != "image" {
			visit(at+"/"+name, e)
		}
	}
	many := func(name string) {
		all, _ := b[name].([]any)
		for i, v := range all {
			if e, ok := v.(map[string]any); ok {
				visit(at+"/"+name+"/"+strconv.Itoa(i), e)
			}
		}
	}
	switch b["type"] {
	case "section":
		one("accessory")
	case "input":
		one("element")
	case "actions", "context_actions":
		many("elements")
	case "card":
		many("actions")
	case "data_table":
		eachCellButton(at, b, visit)
	}
}

func eachCellButton(at string, table map[string]any, visit func(at string, e map[string]any)) {
	rows, _ := table["rows"].([]any)
	for i, r := range rows {
		row, _ := r.([]any)
		for j, v := range row {
			cell, _ := v.(map[string]any)
			if e, ok := cell["element"].(map[string]any); ok {
				visit(at+"/rows/"+strconv.Itoa(i)+"/"+strconv.Itoa(j)+"/element", e)
			}
		}
	}
}
