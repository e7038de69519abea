package acs

import (
	"context"
	"net/url"
	"strconv"
)

// maxLogRows is the largest page of projects and of logstores that SLS gives.
const maxLogRows = 500

// LogProject is one project of a list.
type LogProject struct {
	Name   string `json:"projectName"`
	Region string `json:"region"`
}

// LogPage is one page of a list, of which Total rows are declared.
type LogPage[T any] struct {
	Rows  []T
	Total int
}

// Projects reads one page of the region's projects, after so many of them.
func (l Logs) Projects(ctx context.Context, before int) (LogPage[LogProject], error) {
	var v struct {
		Total    *int         `json:"total"`
		Projects []LogProject `json:"projects"`
	}
	on := subject{op: "sls.ListProject", on: l.target.region}
	reply, err := l.get(ctx, on, "", "/", slsPage(before), &v)
	if err != nil {
		return LogPage[LogProject]{}, err
	}
	return logPage(on, v.Total, v.Projects, reply)
}

// Logstores reads one page of the names of a project's logstores, after so many of them.
func (l Logs) Logstores(ctx context.Context, project string, before int) (LogPage[string], error) {
	var v struct {
		Total     *int     `json:"total"`
		Logstores []string `json:"logstores"`
	}
	on := subject{op: "sls.ListLogStores", on: project}
	reply, err := l.get(ctx, on, project, "/logstores", slsPage(before), &v)
	if err != nil {
		return LogPage[string]{}, err
	}
	return logPage(on, v.Total, v.Logstores, reply)
}

func slsPage(before int) url.Values {
	return url.Values{"offset": {strconv.Itoa(before)}, "size": {strconv.Itoa(maxLogRows)}}
}

// logPage is a page if it holds a list and declares a total that is no smaller.
func logPage[T any](on subject, total *int, rows []T, reply Reply) (LogPage[T], error) {
	switch {
	case rows == nil:
		return LogPage[T]{}, lacking(on, "list", reply)
	case total == nil || *total < len(rows):
		return LogPage[T]{}, lacking(on, "total of its rows", reply)
	}
	return LogPage[T]{Rows: rows, Total: *total}, nil
}

// Logstore is how a logstore is encrypted.
type Logstore struct {
	Encrypted bool
	KeyID     string // of a key of yours; empty when encrypted: the service's own
	KeyRegion string // where that key lies
	RequestID string
}

// Logstore reads the encryption of a logstore. One whose answer names it and has
// no word of encryption is not encrypted.
func (l Logs) Logstore(ctx context.Context, project, name string) (Logstore, error) {
	var v struct {
		Name       string `json:"logstoreName"`
		Encryption *struct {
			Enable *bool `json:"enable"`
			Key    struct {
				ID     string `json:"cmk_key_id"`
				Region string `json:"region_id"`
			} `json:"user_cmk_info"`
		} `json:"encrypt_conf"`
	}
	on := subject{op: "sls.GetLogStore", on: project + "/" + name}
	reply, err := l.get(ctx, on, project, "/logstores/"+name, nil, &v)
	switch {
	case err != nil:
		return Logstore{}, err
	case v.Name != name:
		return Logstore{}, lacking(on, "logstore "+name, reply)
	case v.Encryption == nil:
		return Logstore{RequestID: reply.RequestID}, nil
	case v.Encryption.Enable == nil:
		return Logstore{}, lacking(on, "word on whether encryption is on", reply)
	}
	return Logstore{
		Encrypted: *v.Encryption.Enable, KeyID: v.Encryption.Key.ID, KeyRegion: v.Encryption.Key.Region, RequestID: reply.RequestID,
	}, nil
}
