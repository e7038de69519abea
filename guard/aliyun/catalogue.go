package aliyun

import (
	"context"
	"slices"

	"kmsguard/guard"
)

// category is one kind of thing that can depend on a key, and how it is read.
// To add one, write a file with its read function and a line here.
type category struct {
	name guard.Category
	in   *regionList // regions in which the product exists; nil means every region
	home string      // why it is only read in the key's own region; empty: everywhere
	read func(context.Context, *reading) error
}

// sameRegion is why things of ECS are looked for in one region.
const sameRegion = "a disk is encrypted with a key of its own region"

// catalogue is every category, in the order of an audit.
var catalogue = []category{
	{name: guard.OSS, read: readOSS},
	{name: guard.ECSDisk, home: sameRegion, read: readDisks},
	{name: guard.ECSSnapshot, home: sameRegion, read: readSnapshots},
	{name: guard.RDS, in: &rdsRegions, read: readRDS},
	{name: guard.PolarDB, in: &polardbRegions, read: readPolarDB},
	{name: guard.Certificate, read: readCertificate},
	{name: guard.Secret, in: &kmsRegions, read: readSecrets},
	{name: guard.KeyPolicy, home: "a key policy belongs to the key", read: readKeyPolicy},
	{name: guard.Gateway, home: "a KMS instance serves the keys that it holds", read: readGateway},
}

// placesOf returns the regions in which a category is read, and those in which
// it need not be, each with the reason.
func (a *audit) placesOf(cat category) (regions []string, elsewhere map[string]string, err error) {
	here := a.key.Ref.Region
	elsewhere = map[string]string{}
	if cat.name == guard.KeyPolicy || cat.name == guard.Gateway {
		return []string{here}, nil, nil
	}
	every := a.regions.every
	if cat.home != "" {
		for _, r := range every {
			if r != here {
				elsewhere[r] = cat.home
			}
		}
		return []string{here}, elsewhere, nil
	}
	if a.regions.err != nil {
		return nil, nil, a.regions.err
	}
	if cat.in == nil {
		return every, nil, nil
	}
	exists, err := a.regions.of(*cat.in)
	if err != nil {
		return nil, nil, err
	}
	for _, r := range every {
		if !slices.Contains(exists, r) {
			elsewhere[r] = "the product does not exist in this region"
		}
	}
	return exists, elsewhere, nil
}
