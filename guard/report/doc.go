// Package report puts audits and requests into words: as text for a terminal, as CSV, JSON, Markdown and a page for
// any browser, and as the phrases that Slack and terminal share.
//
// Words: a phrase is one line about one thing, without markup of its own; a style says how a phrase shows
// keys, people and dates where it is read; a format is one way of writing a whole audit down.
//
// A finding is an audit with its digest, a sweep is the findings of many keys, a recipe is how one kind of dependency
// is moved to another key.
//
// Start at Write, which writes an audit in any format, and its neighbours WriteComparison, WriteSweep, WriteMigration
// and WriteChart; ReadJSON reads an audit back. Then Headline, Assessment and the other phrases in the
// order in which an audit is read. Advise says whether a key should be disabled before it is deleted.
//
// The package reads only what it is given. It decides nothing, asks nobody, and knows neither Slack nor the
// terminal's width.
package report
