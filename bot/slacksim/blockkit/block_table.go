package blockkit

// table: at most 100 rows of 20 cells, 10,000 characters over all cells (see totals.go).
var table = block(fields{
	"rows": need(list(1, 100, list(1, 20, kinds(map[string]rule{
		"raw_text":   rawText,
		"raw_number": rawNumber,
		"rich_text":  richCell,
	})))),
	"column_settings": may(list(0, 20, orNull(object(fields{
		"align":      may(oneOf("left", "center", "right")),
		"is_wrapped": may(boolean),
	})))),
})

// dataTable: a header row and up to 200 more, 20 columns, 20,000 characters (see totals.go).
var dataTable = block(fields{
	"caption": need(characters(1, maxText)),
	"rows": need(list(2, 201, list(1, 20, kinds(map[string]rule{
		"raw_text":   rawText,
		"raw_number": rawNumber,
		"rich_text":  richCell,
		"action":     actionCell,
	})))),
	"page_size":               may(integer(1, 100)),
	"row_header_column_index": may(integer(0, 19)),
})

var (
	// rawText needs at least one character: an empty cell is refused.
	rawText    = typed(fields{"text": need(characters(1, maxText))})
	rawNumber  = typed(fields{"value": need(number), "text": may(characters(1, maxText))})
	richCell   = typed(fields{"elements": need(list(0, 1000, richPart))})
	actionCell = typed(fields{
		"element":  need(kinds(map[string]rule{"button": button})),
		"fallback": may(kinds(map[string]rule{"raw_text": rawText, "raw_number": rawNumber})),
	})
)

// dataVisualization: title and axis labels 50 characters, every other label 20, at most six series or segments.
var dataVisualization = block(fields{
	"title": need(characters(1, 50)),
	"chart": need(kinds(map[string]rule{
		"pie":  typed(fields{"segments": need(list(1, 6, dataPoint))}),
		"bar":  seriesChart,
		"line": seriesChart,
		"area": seriesChart,
	})),
})

var dataPoint = object(fields{"label": need(characters(1, 20)), "value": need(number)})

var seriesChart = typed(fields{
	"series": need(list(1, 6, object(fields{
		"name": need(characters(1, 20)),
		"data": need(list(1, 100, dataPoint)),
	}))),
	"axis_config": need(object(fields{
		"categories": need(list(1, 100, characters(1, 20))),
		"x_label":    may(characters(1, 50)),
		"y_label":    may(characters(1, 50)),
	})),
})
