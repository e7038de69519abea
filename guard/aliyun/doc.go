// Package aliyun asks and tells Alibaba Cloud: what depends on a key, what the
// key is, who did what to it, and the one change that was approved.
//
// The words to know: a sweep is one reading of everything for any number of
// keys; a reading is one category of dependents in one region of one account; a
// finding is what it found for one key; a session is the right that STS gives to make one call on one key; the trail is
// ActionTrail, which is minutes late and reaches 90 days back.
//
// Start reading at [Client.Audit] and catalogue.go for what depends on a key,
// and at [Client.Assume] for how a key is changed. What speaks to the network is
// package acs.
//
// What an audit costs is measured by
//
//	go test ./guard/aliyun -run '^$' -bench Audit -benchtime 1x -timeout 30m
//
// on a big account 90 ms away, with the simulator in a process of its own. Each
// line tells calls and how many more they are than full reading with the largest
// pages takes; seconds and their ratio to the bound, below which no client can
// be: calls × round trip / connections, each quota's rate, and the longest list
// whose pages name one another; memory of heap and stacks, and of the whole
// process; and how near the busiest second of any quota came to it. With
// "-args -chart FILE" the time by category is drawn.
//
// It never decides: it reports what the cloud said, and says so where the cloud
// did not say it. It never takes a failed look for an empty one.
package aliyun
