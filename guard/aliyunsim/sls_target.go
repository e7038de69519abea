package aliyunsim

import (
	"net"
	"net/http"
	"strings"
)

// slsDomain ends the host names of SLS.
const slsDomain = ".log.aliyuncs.com"

// slsTarget is what a host of SLS addresses: a project, or without one the
// service in a region.
type slsTarget struct {
	project string
	region  string // empty at the simulator's own address
}

// parseSLSHost reads a host with or without port. Both [PROJECT.]REGION.log.aliyuncs.com
// and [PROJECT.]ADDRESS are understood, where ADDRESS is an IP address or a name
// of one label: what stands in front of it is the project.
func parseSLSHost(host string) slsTarget {
	name := strings.ToLower(hostName(host))
	if labels, public := strings.CutSuffix(name, slsDomain); public {
		project, region, has := strings.Cut(labels, ".")
		if !has {
			project, region = "", labels
		}
		return slsTarget{project: project, region: strings.TrimSuffix(region, "-intranet")}
	}
	if net.ParseIP(name) != nil {
		return slsTarget{}
	}
	project, rest, has := strings.Cut(name, ".")
	if !has || rest == "" {
		return slsTarget{}
	}
	return slsTarget{project: project}
}

// slsOperationOf names the action that a request asks for, and its parameters.
// A query parameter may stand there once only.
func slsOperationOf(r *http.Request, t slsTarget) (string, map[string]string, *apiError) {
	params := map[string]string{}
	for name, values := range r.URL.Query() {
		if len(values) > 1 || name == slsProjectParameter || name == slsLogstoreParameter {
			return "", nil, invalidParameter(name, "is not supported here")
		}
		params[name] = values[0]
	}
	logstore, isLogstore := strings.CutPrefix(r.URL.Path, "/logstores/")
	if t.project != "" {
		params[slsProjectParameter] = t.project
	}
	switch {
	case r.Method != http.MethodGet:
	case r.URL.Path == "/" && t.project == "":
		return "ListProject", params, nil
	case r.URL.Path == "/logstores":
		return "ListLogStores", params, nil
	case isLogstore && logstore != "" && !strings.Contains(logstore, "/"):
		params[slsLogstoreParameter] = logstore
		return "GetLogStore", params, nil
	}
	return "", nil, refuse(http.StatusNotImplemented, "NotImplemented", "The simulator serves no operation %s %s here.", r.Method, r.URL.Path)
}

// slsRegionHeader names the region for clients that reach the simulator by its
// own address, which names none. The cloud does not know it.
const slsRegionHeader = "x-log-region"

// slsPlace finds the region that a call acts in: by its host, by the region
// header, or by its project.
func (s *Sim) slsPlace(r *http.Request, t slsTarget) (string, *apiError) {
	s.mu.Look()
	defer s.mu.Leave()
	region := firstOf(t.region, r.Header.Get(slsRegionHeader))
	if region == "" {
		region = firstOf(s.tables.slsProjectRegion(t.project), s.regions.fallback())
	}
	if !is(s.regions.all()...)(region) {
		return "", refuse(http.StatusBadRequest, "InvalidHost", "The region %s does not exist or is not enabled.", region)
	}
	return region, nil
}
