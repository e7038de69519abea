package page

var faultParts = []part{}

var faultControls = map[string]control{}
