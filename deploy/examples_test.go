package deploy_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"kmsguard/cmd/bot/config"
	"kmsguard/deploy"
	"kmsguard/guard"
	"kmsguard/guard/policyfile"
)

func TestPolicyExampleIsInForceAsItStands(t *testing.T) {
	p, err := policyfile.Parse([]byte(deploy.PolicyExample))
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Rules) != 2 || len(p.Rescuers.Users) < 2 || p.Rules[0].Demands[guard.Delete].Approvers != 5 {
		t.Errorf("got %+v", p)
	}
}

func TestConfigurationExampleNamesFilesThatAreHere(t *testing.T) {
	path := filepath.Join(t.TempDir(), "kmsguard.yaml")
	if err := os.WriteFile(path, []byte(deploy.ConfigExample), 0o600); err != nil {
		t.Fatal(err)
	}
	c, err := config.Load(path, func(string) (string, bool) { return "", false })
	if err != nil {
		t.Fatal(err)
	}
	example := strings.TrimSuffix(filepath.Base(c.Policy), ".yaml") + ".example.yaml"
	if _, err := os.Stat(example); err != nil {
		t.Errorf("the configuration names %s, and %s is not here", c.Policy, example)
	}
}

// TestReadmeNamesWhatIsHere follows every path in the set-up.
func TestReadmeNamesWhatIsHere(t *testing.T) {
	for _, name := range []string{
		"slack-manifest.yaml", "kmsguard.example.yaml", "policy.example.yaml", "ram/role-trust.json",
		"systemd/kmsguard.service", "kubernetes/kmsguard.yaml", "prometheus/alerts.yaml", "Dockerfile",
	} {
		if !strings.Contains(read(t, "README.md"), name) {
			t.Errorf("README.md does not say what %s is for", name)
		}
		if _, err := os.Stat(name); err != nil {
			t.Error(err)
		}
	}
}
