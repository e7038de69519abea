package page

var worldParts = []part{}

var worldControls = map[string]control{}
