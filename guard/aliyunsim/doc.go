// Package aliyunsim behaves like the Alibaba Cloud APIs that guard KMS keys,
// over HTTP, so that real clients can be tested without a cloud.
//
// The words to know: a World is what exists (keys, principals, resources), as
// written in a world file; home is the account that a world is about, and a
// member is a further account with principals, keys and resources of its own; a
// call is one request that a client made; an effect is a call that changed
// something; a fault is a failure that somebody ordered for later calls;
// calendar time moves as the sandbox wishes and decides about keys, sessions and
// the trail, while real time decides about signatures, quotas and latency.
//
// Start reading at New and Sim.ServeHTTP, then run.go (what happens to every
// call, in order) and catalogue.go (which actions there are). Each product has
// its own files, named after it.
//
// It imports nothing of this module and no client library of the platform:
// requests and replies are its own, written from published documentation, so
// that an encoding error cannot cancel itself out. It is strict on purpose:
// what the cloud refuses, or is not known to accept, is refused. Where the
// cloud's behaviour is not documented, Settings has a switch.
package aliyunsim
