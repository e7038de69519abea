package page

var clockParts = []part{}

var clockControls = map[string]control{}
