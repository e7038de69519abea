package aliyun

import (
	"context"
	"slices"

	"kmsguard/guard"
)

// category is one kind of thing that can depend on a key, and how it is read.
// To add one, write a file with its read function and a line here.
type category struct {
	name  guard.Category
	in    *regionList // regions in which the product exists; nil means every region
	home  string      // why it bears on keys of the same region alone; empty: it bears on all
	ofKey bool        // it belongs to the key itself, and is read for each
	chain int         // how long its lists are that are read page after page; the longest begin first
	read  func(context.Context, *reading) error
}

// sameRegion is why things of ECS are looked for in one region.
const sameRegion = "a disk is encrypted with a key of its own region"

// catalogue is every category, in the order of an audit.
func catalogue() []category {
	return slices.Concat(required, ofTheKey, databases, stores, machines)
}

// required are the categories without which no audit is complete.
var required = []category{
	{name: guard.OSS, read: readOSS},
	{name: guard.ECSDisk, home: sameRegion, chain: 2, read: readDisks},
	{name: guard.ECSSnapshot, home: sameRegion, chain: 3, read: readSnapshots},
	{name: guard.RDS, in: &rdsRegions, chain: 1, read: readRDS},
	{name: guard.PolarDB, in: &polardbRegions, read: readPolarDB},
	{name: guard.Certificate, read: readCertificate},
	{name: guard.Secret, in: &kmsRegions, read: readSecrets},
}

// ofTheKey are what belongs to the key and is not listed by any other product.
var ofTheKey = []category{
	{name: guard.KeyPolicy, ofKey: true, read: readKeyPolicy},
	{name: guard.Gateway, ofKey: true, read: readGateway},
	{name: guard.Alias, ofKey: true, read: readAliases},
}

// databases are the managed databases beyond those that are required.
var databases = []category{
	{name: guard.MongoDB, in: &mongodbRegions, read: readMongoDB},
	{name: guard.Redis, in: &redisRegions, read: readRedis},
	{name: guard.HBase, in: &hbaseRegions, read: readHBase},
	{name: guard.AnalyticDBMySQL, in: &adbRegions, read: readAnalyticDB},
	{name: guard.AnalyticDBPostgreSQL, in: &gpdbRegions, read: readGreenplum},
	{name: guard.ClickHouse, in: &clickhouseRegions, read: readClickHouse},
	{name: guard.OceanBase, read: readOceanBase},
}

// stores are what keeps files, logs and messages.
var stores = []category{
	{name: guard.NAS, in: &nasRegions, read: readNAS},
	{name: guard.DBFS, read: readDBFS},
	{name: guard.DedicatedStorage, home: sameRegion, read: readDedicatedStorage},
	{name: guard.StorageGateway, in: &sgwRegions, read: readStorageGateways},
	{name: guard.Kafka, read: readKafka},
	{name: guard.SLS, read: readLogs},
}

// machines are what will need the key when a machine or a disk is made, and
// machines of other products.
var machines = []category{
	{name: guard.SnapshotPolicy, in: &ecsRegions, read: readSnapshotPolicies},
	{name: guard.DefaultKey, home: sameRegion, read: readDefaultKey},
	{name: guard.AutoScaling, in: &essRegions, home: sameRegion, read: readAutoScaling},
	{name: guard.Desktop, in: &ecdRegions, read: readDesktops},
}

// Optional lists the categories that a configuration may leave out.
func Optional() []guard.Category {
	var names []guard.Category
	for _, cat := range slices.Concat(databases, stores, machines) {
		names = append(names, cat.name)
	}
	return names
}

// placesOf returns the regions of an account in which a category is read, and
// those in which it need not be, each with the reason.
func (s *sweep) placesOf(cat category, a *account) (regions []string, elsewhere map[string]string, err error) {
	if a.err != nil {
		return nil, nil, unknownPlace{"the account cannot be looked at", a.err}
	}
	elsewhere = map[string]string{}
	if cat.in == nil {
		if a.regions.err != nil && cat.home == "" {
			return nil, nil, unknownPlace{"the list of regions", a.regions.err}
		}
		return a.regions.every, elsewhere, nil
	}
	exists, err := a.regions.of(*cat.in)
	if err != nil {
		return nil, nil, unknownPlace{"the list of regions", err}
	}
	for _, r := range a.regions.every {
		if !slices.Contains(exists, r) {
			elsewhere[r] = "the product does not exist in this region"
		}
	}
	return exists, elsewhere, nil
}

// unknownPlace is why it is not known where to look.
type unknownPlace struct {
	what string // "the list of regions"
	err  error
}

func (u unknownPlace) Error() string { return u.what + ": " + reasonOf(u.err) }
func (u unknownPlace) Unwrap() error { return u.err }
