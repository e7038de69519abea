package aliyun

import (
	"fmt"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// metadata is a key as DescribeKey tells it; every field is a text.
type metadata struct {
	KeyID              string `json:"KeyId"`
	Arn                string
	KeyState           string
	DeleteDate         string
	DeletionProtection string
	Creator            string
	Origin             string
	ProtectionLevel    string
	KeySpec            string
	KeyUsage           string
	AutomaticRotation  string
	RotationInterval   string
	NextRotationDate   string
	LastRotationDate   string
	PrimaryKeyVersion  string
	MaterialExpireTime string
	DKMSInstanceID     string `json:"DKMSInstanceId"`
	CreationDate       string
	Description        string
}

// states are the cloud's states that we know.
var states = map[string]guard.KeyState{
	"Enabled":         guard.StateEnabled,
	"Disabled":        guard.StateDisabled,
	"PendingDeletion": guard.StatePendingDeletion,
	"PendingImport":   guard.StatePendingImport,
}

// factsFrom reads the answer of DescribeKey about the key ref. An answer about
// another key, or with a date that cannot be read where it decides, is Incomplete.
func factsFrom(reply acs.Reply, ref guard.KeyRef, now time.Time) (guard.KeyFacts, error) {
	var v struct{ KeyMetadata *metadata }
	if err := reply.Decode(&v); err != nil {
		return guard.KeyFacts{}, err
	}
	if v.KeyMetadata == nil || v.KeyMetadata.KeyID != ref.ID {
		return guard.KeyFacts{}, unclear(ref, "the answer is about another key", reply.RequestID)
	}
	m := *v.KeyMetadata
	if m.Arn != ref.ARN() {
		return guard.KeyFacts{}, unclear(ref, fmt.Sprintf("the key is %s, which is not in the configured account and region", m.Arn), reply.RequestID)
	}
	f := m.facts(ref)
	f.ReadAt, f.CloudTime, f.RequestID = now, reply.Date, reply.RequestID
	var err error
	if f.DeleteDate, err = instant(m.DeleteDate); err != nil || f.State == guard.StatePendingDeletion && f.DeleteDate.IsZero() {
		return guard.KeyFacts{}, unclear(ref, fmt.Sprintf("the date of deletion is %q, which cannot be read", m.DeleteDate), reply.RequestID)
	}
	if f.MaterialExpires, err = instant(m.MaterialExpireTime); err != nil {
		return guard.KeyFacts{}, unclear(ref, fmt.Sprintf("the expiry of the key material is %q, which cannot be read", m.MaterialExpireTime), reply.RequestID)
	}
	return f, nil
}

// facts copies what needs no judgement. Dates that inform only are left out
// where they cannot be read.
func (m metadata) facts(ref guard.KeyRef) guard.KeyFacts {
	f := guard.KeyFacts{
		Ref: ref, ARN: m.Arn, State: states[m.KeyState], Spec: m.KeySpec, Usage: m.KeyUsage, Origin: m.Origin,
		ProtectionLevel: m.ProtectionLevel, Instance: m.DKMSInstanceID, Creator: m.Creator, Description: m.Description,
		PrimaryVersion: m.PrimaryKeyVersion,
		// A word that we do not know counts as protection: it refuses a deletion.
		Protected: m.DeletionProtection != "" && m.DeletionProtection != "Disabled",
		Rotation:  guard.RotationFacts{Status: m.AutomaticRotation, Interval: m.RotationInterval},
	}
	if f.State == "" {
		f.State, f.RawState = guard.StateUnknown, m.KeyState
	}
	f.Created, _ = instant(m.CreationDate)
	f.Rotation.Last, _ = instant(m.LastRotationDate)
	f.Rotation.Next, _ = instant(m.NextRotationDate)
	return f
}

// instant reads a time as the cloud writes it; empty is the zero time.
func instant(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	t, err := time.Parse(time.RFC3339, text)
	return t.UTC(), err
}

// unclear is an answer about a key that reads well and yet does not say what was asked.
func unclear(ref guard.KeyRef, why, requestID string) error {
	return &guard.Error{
		Op: "aliyun.DescribeKey", Subject: ref.String(), Kind: guard.Incomplete,
		Err: fmt.Errorf("%s [request %s]", why, requestID),
	}
}
