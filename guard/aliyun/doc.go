// Package aliyun asks and tells Alibaba Cloud: what depends on a key, what the
// key is, who did what to it, and the one change that was approved.
//
// The words to know: a reading is one category of dependents in one region; a
// session is the right that STS gives to make one call on one key; the trail is
// ActionTrail, which is minutes late and reaches 90 days back.
//
// Start reading at [Client.Audit] and catalogue.go for what depends on a key,
// and at [Client.Assume] for how a key is changed. What speaks to the network is
// package acs.
//
// It never decides: it reports what the cloud said, and says so where the cloud
// did not say it. It never takes a failed look for an empty one.
package aliyun
