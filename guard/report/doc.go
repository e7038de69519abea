// Package report puts audits and requests into words: as text for a terminal, as CSV, JSON and Markdown, and
// as the phrases that Slack and terminal share.
//
// Words: a phrase is one line about one thing, without markup of its own; a style says how a phrase shows
// keys, people and dates where it is read; a format is one way of writing a whole audit down.
//
// Start at Write, which writes an audit in any format, then Headline, Assessment and the other phrases in the
// order in which an audit is read. Advise says whether a key should be disabled before it is deleted.
//
// The package reads only what it is given. It decides nothing, asks nobody, and knows neither Slack nor the
// terminal's width.
package report
