package deploy_test

import (
	"regexp"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

// alertFile is a Prometheus rule file that holds alerts alone.
type alertFile struct {
	Groups []struct {
		Name  string `yaml:"name"`
		Rules []struct {
			Alert       string `yaml:"alert"`
			Expr        string `yaml:"expr"`
			For         string `yaml:"for"`
			Labels      map[string]string
			Annotations map[string]string
		} `yaml:"rules"`
	} `yaml:"groups"`
}

func TestAlertsReadTheMetricsOfTheBot(t *testing.T) {
	var f alertFile
	if err := yaml.UnmarshalWithOptions([]byte(read(t, "prometheus/alerts.yaml")), &f, yaml.Strict()); err != nil {
		t.Fatal(err)
	}
	read := map[string]string{}
	for _, r := range f.Groups[0].Rules {
		if r.For == "" || r.Labels["severity"] != "page" || r.Annotations["summary"] == "" || r.Annotations["description"] == "" {
			t.Errorf("%s does not say whom it wakes and why: %+v", r.Alert, r)
		}
		for _, metric := range regexp.MustCompile(`kmsguard_[a-z_]+`).FindAllString(r.Expr, -1) {
			read[metric] = r.Alert
		}
	}
	want := map[string]string{
		"kmsguard_last_tick_timestamp_seconds": "KmsguardStuck",
		"kmsguard_due_lateness_seconds":        "KmsguardDueLate",
		"kmsguard_slack_connected":             "KmsguardSlackDisconnected",
	}
	if diff := cmp.Diff(want, read); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
