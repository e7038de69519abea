package acs

import (
	"context"
	"errors"
	"time"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/sts"

	"kmsguard/guard"
)

// Assume asks for a session of a role.
type Assume struct {
	RoleARN string
	Session string        // 2 to 64 characters of [A-Za-z0-9.@_-]; names the session in ActionTrail
	Policy  string        // narrows what the role may do; JSON text or empty
	Life    time.Duration // 15 minutes up to what the role allows (an hour by default)
}

// Session is the right to act as a role for a while.
type Session struct {
	Credentials Credentials
	Expires     time.Time // in the cloud's time
	ARN         string
	RequestID   string
	Date        time.Time // the cloud's time at the reply
}

var errIncompleteSession = errors.New("the reply holds no whole session")

// AssumeRole asks STS for a session. It changes nothing and may be repeated;
// each call makes another session.
func (c *Client) AssumeRole(ctx context.Context, region string, as Credentials, a Assume) (Session, error) {
	r := sts.CreateAssumeRoleRequest()
	r.RoleArn, r.RoleSessionName, r.Policy = a.RoleARN, a.Session, a.Policy
	r.DurationSeconds = requests.NewInteger(int(a.Life / time.Second))
	reply, err := c.do(ctx, targetOf(STS, region, as), subject{op: "sts.AssumeRole", on: a.RoleARN}, r)
	if err != nil {
		return Session{}, err
	}
	var v struct {
		AssumedRoleUser struct{ Arn string }
		Credentials     struct {
			AccessKeyId, AccessKeySecret, SecurityToken string
			Expiration                                  time.Time
		}
	}
	if err := reply.Decode(&v); err != nil {
		return Session{}, err
	}
	got := Credentials{AccessKeyID: v.Credentials.AccessKeyId, Secret: v.Credentials.AccessKeySecret, Token: v.Credentials.SecurityToken}
	if !got.complete() || got.Token == "" || v.Credentials.Expiration.IsZero() {
		return Session{}, &guard.Error{Op: "sts.AssumeRole", Subject: a.RoleARN, Kind: guard.Incomplete, Err: errIncompleteSession}
	}
	return Session{
		Credentials: got,
		Expires:     v.Credentials.Expiration,
		ARN:         v.AssumedRoleUser.Arn,
		RequestID:   reply.RequestID,
		Date:        reply.Date,
	}, nil
}

// Identity is who the cloud takes a caller for.
type Identity struct {
	Type      string // "RAMUser", "AssumedRoleUser", "Account"
	Account   string
	ARN       string
	RequestID string
	Date      time.Time
}

// CallerIdentity asks STS whom the credentials belong to.
func (c *Client) CallerIdentity(ctx context.Context, region string, as Credentials) (Identity, error) {
	r := sts.CreateGetCallerIdentityRequest()
	reply, err := c.do(ctx, targetOf(STS, region, as), subject{op: "sts.GetCallerIdentity", on: region}, r)
	if err != nil {
		return Identity{}, err
	}
	var v struct{ IdentityType, AccountId, Arn string }
	if err := reply.Decode(&v); err != nil {
		return Identity{}, err
	}
	return Identity{Type: v.IdentityType, Account: v.AccountId, ARN: v.Arn, RequestID: reply.RequestID, Date: reply.Date}, nil
}
