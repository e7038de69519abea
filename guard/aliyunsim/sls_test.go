package aliyunsim

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func slsWorld() World {
	return World{Regions: []string{"cn-hangzhou", "cn-beijing"}, Resources: Resources{SLSLogstores: []SLSLogstore{
		{Project: "shop-logs", Name: "own", Region: "cn-hangzhou", Key: testKey},
		{Project: "shop-logs", Name: "far", Region: "cn-hangzhou", Key: "key-bj", KeyRegion: "cn-beijing"},
		{Project: "shop-logs", Name: "service", Region: "cn-hangzhou", Encrypted: true},
		{Project: "shop-logs", Name: "plain", Region: "cn-hangzhou"},
		{Project: "bulk", Name: "access", Region: "cn-beijing", Count: 1200},
	}}}
}

func TestSLSGetLogStoreNamesTheKey(t *testing.T) {
	c := serveProducts(t, slsWorld())
	role := "acs:ram::" + testAccount + ":role/aliyunlogdefaultrole"
	for name, want := range map[string]map[string]any{
		"own":     {"enable": true, "encrypt_type": "default", "user_cmk_info": map[string]any{"cmk_key_id": testKey, "arn": role, "region_id": "cn-hangzhou"}},
		"far":     {"enable": true, "encrypt_type": "default", "user_cmk_info": map[string]any{"cmk_key_id": "key-bj", "arn": role, "region_id": "cn-beijing"}},
		"service": {"enable": true, "encrypt_type": "default", "user_cmk_info": map[string]any{}},
		"plain":   {"enable": false, "encrypt_type": "default", "user_cmk_info": map[string]any{}},
	} {
		a := c.sls().of("shop-logs").get("/logstores/" + name)
		if diff := cmp.Diff(any(want), a.at("encrypt_conf")); diff != "" || a.at("logstoreName") != name || a.header.Get("x-log-requestid") == "" {
			t.Errorf("%s: %s (-want +got):\n%s", name, a.text, diff)
		}
	}
	refuses(t, c.sls().of("shop-logs").get("/logstores/ghost"), http.StatusNotFound, "LogStoreNotExist")
	refuses(t, c.sls().of("ghost").get("/logstores/own"), http.StatusNotFound, "ProjectNotExist")
	refuses(t, c.sls().of("ghost").get("/logstores"), http.StatusNotFound, "ProjectNotExist")
}

func TestSLSListsLogstoresInPages(t *testing.T) {
	c := serveProducts(t, slsWorld())
	bulk := c.sls().of("bulk")
	for target, want := range map[string]int{
		"/logstores": 500, "/logstores?offset=500": 500, "/logstores?offset=1000": 200, "/logstores?offset=1200": 0,
		"/logstores?offset=1190&size=500": 10, "/logstores?size=7": 7,
	} {
		a := bulk.get(target)
		rows, _ := a.at("logstores").([]any)
		if len(rows) != want || a.at("count") != float64(want) || a.at("total") != 1200.0 {
			t.Errorf("%s: %d rows, count %v of %v, want %d of 1200", target, len(rows), a.at("count"), a.at("total"), want)
		}
	}
	for _, target := range []string{"/logstores?size=501", "/logstores?offset=-1", "/logstores?telemetry=1", "/logstores?size=1&size=2", "/logstores?project=x"} {
		refuses(t, bulk.get(target), http.StatusBadRequest, "ParameterInvalid")
	}
}

func TestSLSListsProjectsInPages(t *testing.T) {
	w := World{Regions: []string{"cn-hangzhou", "cn-beijing"}}
	for n := range 502 {
		w.Resources.SLSLogstores = append(w.Resources.SLSLogstores,
			SLSLogstore{Project: fmt.Sprintf("p-%03d", n), Name: "a", Region: "cn-hangzhou"},
			SLSLogstore{Project: fmt.Sprintf("p-%03d", n), Name: "b", Region: "cn-hangzhou"})
	}
	c := serveProducts(t, w)
	for target, want := range map[string]int{"/": 500, "/?offset=500": 2, "/?offset=500&size=1": 1, "/?offset=502": 0} {
		a := c.sls().get(target)
		if rows := a.rows("projects"); len(rows) != want || a.at("count") != float64(want) || a.at("total") != 502.0 {
			t.Errorf("%s: %d rows, count %v of %v, want %d of 502", target, len(rows), a.at("count"), a.at("total"), want)
		}
	}
	row := c.sls().get("/?offset=501&size=1").rows("projects")[0]
	if row["projectName"] != "p-501" || row["region"] != "cn-hangzhou" {
		t.Errorf("the last project is %v", row)
	}
	refuses(t, c.sls().get("/?size=501"), http.StatusBadRequest, "ParameterInvalid")
	refuses(t, c.sls().get("/?fetchQuota=true"), http.StatusBadRequest, "ParameterInvalid")
}

// The region comes from the host, from the header that stands for it, or from
// the project.
func TestSLSFindsTheRegion(t *testing.T) {
	c := serveProducts(t, slsWorld())
	at := func(host string) slsClient {
		l := c.sls()
		l.host = host
		return l
	}
	for name, a := range map[string]answer{
		"host":            at("cn-beijing.log.aliyuncs.com").get("/"),
		"intranet host":   at("cn-beijing-intranet.log.aliyuncs.com:80").get("/"),
		"header":          c.sls().in("cn-beijing").get("/"),
		"project's host":  at("bulk.cn-beijing.log.aliyuncs.com").get("/logstores?size=1"),
		"project":         c.sls().of("bulk").get("/logstores?size=1"),
		"project, header": c.sls().in("cn-beijing").of("bulk").get("/logstores?size=1"),
	} {
		if a.status != http.StatusOK || !strings.Contains(a.text, "bulk") && !strings.Contains(a.text, "access-000001") {
			t.Errorf("by %s: %d %s", name, a.status, a.text)
		}
	}
	if a := c.sls().get("/"); strings.Contains(a.text, "bulk") || !strings.Contains(a.text, "shop-logs") {
		t.Errorf("without a region: %s", a.text)
	}
	refuses(t, at("bulk.cn-hangzhou.log.aliyuncs.com").get("/logstores"), http.StatusNotFound, "ProjectNotExist")
	refuses(t, at("mars-1.log.aliyuncs.com").get("/"), http.StatusBadRequest, "InvalidHost")
	refuses(t, c.sls().get("/logstores"), http.StatusBadRequest, "ParameterInvalid")
	refuses(t, c.sls().of("bulk").get("/"), http.StatusNotImplemented, "NotImplemented")
	refuses(t, c.sls().of("bulk").get("/logstores/a/shards"), http.StatusNotImplemented, "NotImplemented")
}

func TestSLSFaults(t *testing.T) {
	c := serveProducts(t, slsWorld())
	shop := c.sls().of("shop-logs")
	c.fault(Fault{API: "sls.ListLogStores", Kind: FaultDropRow, Times: 1})
	if a := shop.get("/logstores"); len(a.at("logstores").([]any)) != 3 || a.at("total") != 4.0 {
		t.Errorf("a row was not dropped: %s", a.text)
	}
	c.fault(Fault{API: "sls.ListProject", Kind: FaultWrongTotal, Times: 1})
	if a := c.sls().get("/"); a.at("total") != 2.0 {
		t.Errorf("the total is not wrong: %s", a.text)
	}
	c.fault(Fault{API: "sls.GetLogStore", Kind: FaultUnknownValue, Times: 1})
	if a := shop.get("/logstores/own"); a.at("encrypt_conf", "encrypt_type") != "Transmogrifying" {
		t.Errorf("the value is known: %s", a.text)
	}
	c.fault(Fault{API: "sls.GetLogStore", Kind: FaultHTML, Times: 1})
	if a := shop.get("/logstores/own"); a.status != http.StatusBadGateway {
		t.Errorf("no page of a proxy: %s", a.text)
	}
	c.fault(Fault{API: "sls.GetLogStore", Code: "ServerBusy", Times: 1})
	refuses(t, shop.get("/logstores/own"), http.StatusServiceUnavailable, "ServerBusy")
	c.fault(Fault{API: "sls.GetLogStore", Code: "Throttling.User", Times: 1})
	refuses(t, shop.get("/logstores/own"), http.StatusBadRequest, "Throttling.User")
}

func TestSLSThrottlesInItsOwnWords(t *testing.T) {
	w := slsWorld()
	w.Quotas = map[string]string{"sls.GetLogStore": "1/s"}
	c := serveProducts(t, w)
	shop := c.sls().of("shop-logs")
	if a := shop.get("/logstores/own"); a.status != http.StatusOK {
		t.Fatalf("the first call: %s", a.text)
	}
	refuses(t, shop.get("/logstores/own"), http.StatusForbidden, "ReadQuotaExceed")
}

func TestSLSWorldsAreChecked(t *testing.T) {
	for row, says := range map[string]string{
		`{project: shop-logs, name: other, region: cn-beijing}`:                        "one region",
		`{project: Shop, name: a, region: cn-hangzhou}`:                                "small letters",
		`{project: p, region: cn-hangzhou}`:                                            "small letters",
		`{project: p, name: a, region: cn-hangzhou, key_region: cn-beijing}`:           "without a key",
		`{project: shop-logs, name: own, region: cn-hangzhou}`:                         "exists already",
		`{project: p, name: a, region: cn-hangzhou, key: k, bucket: not-a-field-here}`: "bucket",
	} {
		c := serveProducts(t, slsWorld())
		if err := c.sim.Add("sls_logstores", []byte(row)); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%s: %v, want an error that says %q", row, err, says)
		}
	}
}
