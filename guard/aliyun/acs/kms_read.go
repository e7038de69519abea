package acs

import (
	"context"

	"github.com/aliyun/alibaba-cloud-sdk-go/sdk/requests"
	"github.com/aliyun/alibaba-cloud-sdk-go/services/kms"
)

// Keys makes calls to the key management service of one region with one set
// of credentials.
type Keys struct {
	client *Client
	target target
}

// Keys returns the calls of a region's key management service.
func (c *Client) Keys(region string, as Credentials) Keys {
	return Keys{client: c, target: targetOf(KMS, region, as)}
}

func (k Keys) read(ctx context.Context, on string, r requests.AcsRequest) (Reply, error) {
	return k.client.do(ctx, k.target, subject{op: "kms." + r.GetActionName(), on: on}, r)
}

// DescribeKey reads one key by its ID, its ARN, or an alias ("alias/…").
func (k Keys) DescribeKey(ctx context.Context, key string) (Reply, error) {
	r := kms.CreateDescribeKeyRequest()
	r.KeyId = key
	return k.read(ctx, key, r)
}

// ListKeys reads one page of keys. Pages count from 1; a page holds at most 100.
// Filters is JSON text or empty.
func (k Keys) ListKeys(ctx context.Context, filters string, page, size int) (Reply, error) {
	r := kms.CreateListKeysRequest()
	r.Filters, r.PageNumber, r.PageSize = filters, requests.NewInteger(page), requests.NewInteger(size)
	return k.read(ctx, "", r)
}

// ListAliasesByKeyID reads one page of a key's aliases, at most 100.
func (k Keys) ListAliasesByKeyID(ctx context.Context, key string, page, size int) (Reply, error) {
	r := kms.CreateListAliasesByKeyIdRequest()
	r.KeyId, r.PageNumber, r.PageSize = key, requests.NewInteger(page), requests.NewInteger(size)
	return k.read(ctx, key, r)
}

// ListAliases reads one page of the region's aliases, at most 100.
func (k Keys) ListAliases(ctx context.Context, page, size int) (Reply, error) {
	r := kms.CreateListAliasesRequest()
	r.PageNumber, r.PageSize = requests.NewInteger(page), requests.NewInteger(size)
	return k.read(ctx, "", r)
}

// ListKeyVersions reads one page of a key's versions, at most 100.
func (k Keys) ListKeyVersions(ctx context.Context, key string, page, size int) (Reply, error) {
	r := kms.CreateListKeyVersionsRequest()
	r.KeyId, r.PageNumber, r.PageSize = key, requests.NewInteger(page), requests.NewInteger(size)
	return k.read(ctx, key, r)
}

// ListResourceTags reads a key's tags.
func (k Keys) ListResourceTags(ctx context.Context, key string) (Reply, error) {
	r := kms.CreateListResourceTagsRequest()
	r.KeyId = key
	return k.read(ctx, key, r)
}

// GetKeyPolicy reads a key's policy. The only name that a policy can have is "default".
func (k Keys) GetKeyPolicy(ctx context.Context, key string) (Reply, error) {
	r := kms.CreateGetKeyPolicyRequest()
	r.KeyId, r.PolicyName = key, "default"
	return k.read(ctx, key, r)
}

// GetPublicKey reads the public half of one version of an asymmetric key.
func (k Keys) GetPublicKey(ctx context.Context, key, version string) (Reply, error) {
	r := kms.CreateGetPublicKeyRequest()
	r.KeyId, r.KeyVersionId = key, version
	return k.read(ctx, key, r)
}

// ListSecrets reads one page of secrets, at most 100. It names no keys.
func (k Keys) ListSecrets(ctx context.Context, page, size int) (Reply, error) {
	r := kms.CreateListSecretsRequest()
	r.PageNumber, r.PageSize = requests.NewInteger(page), requests.NewInteger(size)
	return k.read(ctx, "", r)
}

// DescribeSecret reads what is known of a secret, with the key that encrypts
// it and its tags, and never its value.
func (k Keys) DescribeSecret(ctx context.Context, name string) (Reply, error) {
	r := kms.CreateDescribeSecretRequest()
	r.SecretName, r.FetchTags = name, "true"
	return k.read(ctx, name, r)
}

// DescribeRegions reads the regions that have a key management service.
func (k Keys) DescribeRegions(ctx context.Context) (Reply, error) {
	return k.read(ctx, "", kms.CreateDescribeRegionsRequest())
}

// GetKmsInstance reads one KMS instance, with the end of its life.
func (k Keys) GetKmsInstance(ctx context.Context, instance string) (Reply, error) {
	r := kms.CreateGetKmsInstanceRequest()
	r.KmsInstanceId = instance
	return k.read(ctx, instance, r)
}
