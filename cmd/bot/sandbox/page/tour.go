package page

var tourParts = []part{}
