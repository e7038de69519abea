package page

var cloudParts = []part{}

var cloudControls = map[string]control{}
