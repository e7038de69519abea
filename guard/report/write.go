package report

import (
	"fmt"
	"io"
	"strings"

	"kmsguard/guard"
)

// Format is one way of writing an audit, or a list of requests, down.
type Format string

// The formats. Text and Markdown are for people; CSV lists the dependencies alone; JSON has fixed field names; HTML is
// one file that any browser opens, sorts, searches and prints.
const (
	Text     Format = "text"
	JSON     Format = "json"
	CSV      Format = "csv"
	Markdown Format = "markdown"
	HTML     Format = "html"
)

// Formats lists every format, the default first.
func Formats() []Format { return []Format{Text, JSON, CSV, Markdown, HTML} }

// Finding is an audit with the digest that statements on it are bound to. The digest is empty where no request
// has one.
type Finding struct {
	Audit    guard.Audit
	Decision string // decision digest, hex SHA-256
}

// Write writes an audit in one format. The error is the writer's, or has kind Invalid for an unknown format.
func Write(w io.Writer, f Format, found Finding) error {
	switch f {
	case Text:
		return writeText(w, found)
	case JSON:
		return writeJSON(w, found)
	case CSV:
		return writeCSV(w, found)
	case Markdown:
		return writeMarkdown(w, found)
	case HTML:
		return writeHTML(w, found)
	}
	return unknownFormat("report.Write", f)
}

func unknownFormat(op string, f Format) error {
	var names []string
	for _, known := range Formats() {
		names = append(names, string(known))
	}
	return &guard.Error{
		Op: op, Subject: fmt.Sprintf("format %q", string(f)), Kind: guard.Invalid, Err: fmt.Errorf("there is no such format"),
		Hint: "Name one of " + strings.Join(names, ", ") + ".",
	}
}
