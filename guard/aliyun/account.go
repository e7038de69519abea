package aliyun

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"time"

	"kmsguard/guard/aliyun/acs"
)

// Account is another account whose resources are looked at, with a role that
// only reads.
type Account struct {
	ID   string
	Role string // name of the RAM role in that account
}

// account is one account while its resources are looked at.
type account struct {
	*caller
	id      string
	home    bool  // the account of the keys
	err     error // why it cannot be looked at; nil if it can
	regions regionSets
	buckets func() ([]bucket, error) // read once
}

const (
	// readingSession names the sessions in which other accounts are read.
	readingSession = "kmsguard-audit"
	// readingLife is how long one lasts; it is opened anew a while before its end.
	readingLife  = time.Hour
	readingSpare = 5 * time.Minute
)

// members are the sessions in other accounts, kept for the next audit.
type members struct {
	mu       sync.Mutex
	sessions map[Account]acs.Session
}

// reach returns every account that is to be looked at, the home account first.
// One that cannot be reached is there with the reason.
func (s *sweep) reach(ctx context.Context) []*account {
	others, err := s.others(ctx)
	all := []*account{{caller: s.caller, id: s.o.Account, home: true}}
	if err != nil {
		all = append(all, &account{caller: s.caller, id: "directory", err: err})
	}
	for _, other := range others {
		all = append(all, s.member(other))
	}
	var wg sync.WaitGroup
	for _, a := range all {
		a.buckets = sync.OnceValues(func() ([]bucket, error) { return a.listBuckets(ctx, s.o.DefaultRegion) })
		if !a.home && a.err == nil {
			wg.Go(func() { _, a.err = a.credentials(ctx) })
		}
	}
	wg.Wait()
	return all
}

// others lists the configured accounts and those of the directory, each once.
func (c *Client) others(ctx context.Context) ([]Account, error) {
	all := slices.Clone(c.o.Accounts)
	if c.o.Directory == "" {
		return all, nil
	}
	listed, err := c.directory(ctx)
	for _, a := range listed {
		if a.ID != c.o.Account && !slices.ContainsFunc(all, func(b Account) bool { return b.ID == a.ID }) {
			all = append(all, a)
		}
	}
	return all, err
}

// member is another account, read in sessions of its role.
func (c *Client) member(m Account) *account {
	as := *c.caller
	as.account = m.ID
	as.credentials = func(ctx context.Context) (Credentials, error) { return c.memberSession(ctx, m) }
	return &account{caller: &as, id: m.ID}
}

// memberSession returns the credentials of a session in another account, a kept
// one while it lasts.
func (c *Client) memberSession(ctx context.Context, m Account) (Credentials, error) {
	c.members.mu.Lock()
	defer c.members.mu.Unlock()
	if s, ok := c.members.sessions[m]; ok && c.o.Now().Add(readingSpare).Before(s.Expires) {
		return s.Credentials, nil
	}
	in := acs.Assume{RoleARN: "acs:ram::" + m.ID + ":role/" + m.Role, Session: readingSession, Life: readingLife}
	s, err := ask(ctx, c.caller, "sts.AssumeRole", c.o.DefaultRegion, func(as Credentials) (acs.Session, error) {
		return c.acs.AssumeRole(ctx, c.o.DefaultRegion, as, in)
	})
	if err != nil {
		return Credentials{}, retold(err, "AssumeRole", fmt.Sprintf("the role %s of account %s", m.Role, m.ID))
	}
	if c.members.sessions == nil {
		c.members.sessions = map[Account]acs.Session{}
	}
	c.members.sessions[m] = s
	return s.Credentials, nil
}

// directoryPage is the largest page of ListAccounts.
const directoryPage = 100

// directoryRow is a row of ListAccounts.
type directoryRow struct {
	ID     string `json:"AccountId"`
	Status string
}

// directory lists the accounts of the resource directory.
func (c *Client) directory(ctx context.Context) ([]Account, error) {
	rows, err := paged(c.caller, "accounts of the resource directory", acs.Request{
		Product: acs.ResourceManager, Action: "ListAccounts", Region: c.o.DefaultRegion,
	}, directoryPage, shape{rows: "Accounts.Account", total: "TotalCount"}, func(r directoryRow) string { return r.ID }).read(ctx)
	if err != nil {
		return nil, retold(err, "ListAccounts", "the resource directory")
	}
	all := make([]Account, len(rows))
	for i, r := range rows {
		all[i] = Account{ID: r.ID, Role: c.o.Directory}
	}
	return all, nil
}
