package play

import (
	"context"
	"encoding/json"
	"io"
	"time"
)

// RunBriefly is Run with less patience, for what is never seen.
func RunBriefly(ctx context.Context, steps []Step, stage Stage, w io.Writer) error {
	p := performance{Stage: stage, out: &narrator{w: w, seen: map[string]string{}}, patience: 50 * time.Millisecond}
	return p.run(ctx, steps)
}

// Sentence returns the sentence that blocks show.
func Sentence(blocks string) (string, error) { return sentence(json.RawMessage(blocks)) }

// SlackChanges returns what a play can change in the workspace, and what each
// change names.
func SlackChanges() map[string][]string { return slackChanges }

// FaultKinds returns the kinds of faults of calls of the cloud and of Slack.
func FaultKinds() (cloud, slack []string) { return cloudFaults, slackFaults }
