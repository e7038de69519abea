package aliyun

import (
	"context"
	"fmt"
	"slices"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// secret is a row of ListSecrets, which names no key.
type secret struct {
	Name string `json:"SecretName"`
	Type string `json:"SecretType"`
}

// secretTypes are the documented ones.
var secretTypes = []string{"Generic", "Rds", "RAMCredentials", "ECS", "PolarDB", "Redis"}

// readSecrets reads every secret of the region and the key that encrypts it.
func readSecrets(ctx context.Context, r *reading) error {
	l := numbered("secrets", kmsPage, func(ctx context.Context, n int) (page[secret], error) {
		reply, err := r.kms(ctx, "ListSecrets", r.region, func(k acs.Keys) (acs.Reply, error) {
			return k.ListSecrets(ctx, n, kmsPage)
		})
		if err != nil {
			return page[secret]{}, err
		}
		return readPage[secret]("ListSecrets", reply, shape{rows: "SecretList.Secret", total: "TotalCount"})
	})
	l.id = func(s secret) string { return s.Name }
	rows, err := l.read(ctx)
	if err != nil {
		return err
	}
	return each(ctx, r, rows, r.secret)
}

func (r *reading) secret(ctx context.Context, s secret) error {
	reply, err := r.kms(ctx, "DescribeSecret", r.region, func(k acs.Keys) (acs.Reply, error) {
		return k.DescribeSecret(ctx, s.Name)
	})
	if saysNone("kms.DescribeSecret", err) {
		return nil
	}
	if err != nil {
		return err
	}
	var v struct {
		SecretName, EncryptionKeyId, SecretType, PlannedDeleteTime string
		Instance                                                   string `json:"DKMSInstanceId"`
		Tags                                                       tags
	}
	if err := reply.Decode(&v); err != nil {
		return err
	}
	if v.SecretName != s.Name {
		return incomplete("DescribeSecret", "the answer is about another secret than "+s.Name, reply.RequestID)
	}
	if v.EncryptionKeyId == "" {
		r.secretWithoutKey(s.Name, v.Instance)
		return nil
	}
	on, err := r.under(v.EncryptionKeyId, r.region)
	if err != nil || on == nil {
		return err
	}
	if !slices.Contains(secretTypes, v.SecretType) {
		on.strange("the type of the secret "+s.Name, v.SecretType, reply.RequestID)
		return nil
	}
	detail := v.SecretType + " secret"
	if v.PlannedDeleteTime != "" {
		detail = fmt.Sprintf("%s, to be deleted %s", detail, day(v.PlannedDeleteTime))
	}
	on.depends(guard.Dependency{
		ID: s.Name, Name: s.Name, Relation: "secret", Severity: guard.AtRest, Onset: guard.AtOnce, Owner: v.Tags.owner(), Detail: detail, CloudRequestID: reply.RequestID,
		OnDisable: "its value cannot be read, at once", OnDeletion: "its value is lost",
	})
	return nil
}

// secretWithoutKey is a secret whose answer names no key. It is under the
// default key of its KMS instance or region, which an audited key may be when it
// lies in the same place.
func (r *reading) secretWithoutKey(name, instance string) {
	for _, f := range r.findings {
		if r.account.home && r.region == f.subject.key.Ref.Region && instance == f.subject.key.Instance {
			f.unknowable(1, "the key of the secret "+name, "secret "+name)
		}
	}
}
