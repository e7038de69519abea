package aliyun

import (
	"cmp"
	"context"
	"fmt"

	"kmsguard/guard"
	"kmsguard/guard/aliyun/acs"
)

// readLogs reads every logstore of every log project of the region.
func readLogs(ctx context.Context, r *reading) error {
	projects, err := offset("log projects", func(ctx context.Context, before int) (page[acs.LogProject], error) {
		p, err := ask(ctx, r.caller, "sls.ListProject", r.region, func(as Credentials) (acs.LogPage[acs.LogProject], error) {
			return r.caller.acs.Logs(r.region, as).Projects(ctx, before)
		})
		return page[acs.LogProject]{rows: p.Rows, total: p.Total}, err
	}, func(p acs.LogProject) string { return p.Name }).read(ctx)
	if err != nil {
		return err
	}
	return each(ctx, r, projects, r.logProject)
}

// logProject reads the logstores of a project, which lies in the region that
// listed it.
func (r *reading) logProject(ctx context.Context, p acs.LogProject) error {
	if p.Region != r.region {
		return incomplete("ListProject", fmt.Sprintf("the project %s is listed in %s and lies in %q", p.Name, r.region, p.Region), "")
	}
	names, err := offset("logstores of "+p.Name, func(ctx context.Context, before int) (page[string], error) {
		l, err := ask(ctx, r.caller, "sls.ListLogStores", r.region, func(as Credentials) (acs.LogPage[string], error) {
			return r.caller.acs.Logs(r.region, as).Logstores(ctx, p.Name, before)
		})
		return page[string]{rows: l.Rows, total: l.Total}, err
	}, func(name string) string { return name }).read(ctx)
	if saysNone("sls.ListLogStores", err) {
		return nil
	}
	if err != nil {
		return err
	}
	return each(ctx, r, names, func(ctx context.Context, name string) error { return r.logstore(ctx, p.Name, name) })
}

// logstore reads the key of a logstore, which may lie in another region. One
// that is encrypted and names no key is under SLS's own.
func (r *reading) logstore(ctx context.Context, project, name string) error {
	l, err := ask(ctx, r.caller, "sls.GetLogStore", r.region, func(as Credentials) (acs.Logstore, error) {
		return r.caller.acs.Logs(r.region, as).Logstore(ctx, project, name)
	})
	if saysNone("sls.GetLogStore", err) {
		return nil
	}
	if err != nil {
		return err
	}
	on, err := r.under(l.KeyID, cmp.Or(l.KeyRegion, r.region))
	if err != nil || on == nil {
		return err
	}
	severity, detail := guard.InUse, "every log that is written"
	if !l.Encrypted {
		severity, detail = guard.AtRest, "logs from when encryption was on"
	}
	on.depends(guard.Dependency{
		ID: project + "/" + name, Name: name, Relation: "logstore", Severity: severity, Onset: guard.AtOnce, CloudRequestID: l.RequestID,
		Detail: detail, OnDisable: "logs can be neither written nor read", OnDeletion: "the logs are lost",
	})
	return nil
}
