package endure

import (
	"time"

	"kmsguard/bot/slacksim"
	"kmsguard/guard/aliyunsim"
)

// cloudWorld is an account with the bot's identity, its two roles and the keys.
func (s setting) cloudWorld(d dice) aliyunsim.World {
	named := func(names ...string) (refs []aliyunsim.PolicyRef) {
		for _, n := range names {
			refs = append(refs, aliyunsim.PolicyRef{Name: n})
		}
		return refs
	}
	delay := aliyunsim.Duration(s.trail)
	w := aliyunsim.World{
		Account: account, Regions: []string{region}, TrailDelay: &delay, Quotas: quotas,
		Principals: []aliyunsim.Principal{
			{AccessKey: "endure-id", Secret: "endure-secret", User: "kmsguard", Policies: named("kmsguard-base")},
			{Role: "kmsguard-destroy", Trusts: []string{"kmsguard"}, Policies: named("AliyunKMSFullAccess", "kmsguard-destroy-only")},
			{Role: "kmsguard-rescue", Trusts: []string{"kmsguard"}, Policies: named("AliyunKMSFullAccess", "kmsguard-rescue-only")},
		},
		Settings: aliyunsim.Settings{EnforceCurrentTime: &s.enforced},
	}
	for _, id := range s.keys {
		k := aliyunsim.Key{ID: id, Region: region, State: one(d, "state", "Enabled", "Disabled", "Enabled", "PendingDeletion")}
		if k.State == "PendingDeletion" {
			k.DeletesAt = beginning.AddDate(0, 0, 2+d.roll("days left", 20))
		}
		w.Keys = append(w.Keys, k)
		s.addDependent(d, &w.Resources, id)
	}
	return w
}

func (s setting) addDependent(d dice, r *aliyunsim.Resources, key string) {
	switch d.roll("what depends on it", 5) {
	case 1:
		r.ECSDisks = append(r.ECSDisks, aliyunsim.ECSDisk{ID: "d-" + key, Region: region, Key: key})
	case 2:
		r.ECSDisks = append(r.ECSDisks, aliyunsim.ECSDisk{ID: "d-" + key, Region: region, Key: key, Instance: "i-" + key})
	case 3:
		r.Secrets = append(r.Secrets, aliyunsim.Secret{Name: "s/" + key, Region: region, Key: key})
		r.ECSSnapshots = append(r.ECSSnapshots, aliyunsim.ECSSnapshot{ID: "s-" + key, Region: region, Disk: "d-" + key, Key: key})
	}
}

// slackWorld is a workspace with one channel for requests and one for alarms. What
// only real time could lift is lifted.
func slackWorld() slacksim.World {
	w := slacksim.World{
		Team: slacksim.Team{ID: "T0ENDURE", Name: "Endure"},
		App:  slacksim.App{BotToken: "xoxb-endure", AppToken: "xapp-endure"},
		Channels: []slacksim.Channel{
			{ID: channel, Name: "key-changes", Members: everybody},
			{ID: escalation, Name: "key-alarms", Members: everybody},
		},
		Settings: slacksim.Settings{NoRateLimits: true, EventRetries: []time.Duration{}},
	}
	for _, n := range everybody {
		w.Users = append(w.Users, slacksim.User{ID: userID(n), Name: n, Guest: n == "greta", External: n == "xaver"})
	}
	for _, g := range []string{crowd, handful} {
		w.Groups = append(w.Groups, slacksim.Group{ID: g, Handle: g[2:], Users: members[g]})
	}
	return w
}
