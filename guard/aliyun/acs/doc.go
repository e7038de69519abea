// Package acs makes single calls to Alibaba Cloud and says truly what came of
// them. It is the only place that touches the cloud's SDKs.
//
// The words to know: a call is one HTTP exchange, never more; a reply is what
// came back, with its raw body; a refusal is an error document that the cloud
// itself wrote, as a [CloudError]; whatever else went wrong is a
// [TransportError]. After a call that changes something (a mutation), all but a
// reply and a refusal is guard.Uncertain: the change may have happened.
//
// Start reading at [Client.Call], then exchange.go (the round trip that the SDK
// is given) and classify.go (what a code means to a caller).
//
// It never retries, never follows a redirect, never sends clear text to another
// machine unless told to, and never lets a credential into an error.
package acs
