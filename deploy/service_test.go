package deploy_test

import (
	"encoding/json"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/goccy/go-yaml"
	"github.com/google/go-cmp/cmp"
)

// command is how every form of service starts the bot.
var command = []string{"serve", "--config", "/etc/kmsguard/kmsguard.yaml"}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// capture returns what the pattern's group finds in a file.
func capture(t *testing.T, name, pattern string) string {
	t.Helper()
	found := regexp.MustCompile(pattern).FindStringSubmatch(read(t, name))
	if found == nil {
		t.Fatalf("%s has nothing like %s", name, pattern)
	}
	return found[1]
}

func TestSystemdStartsTheBot(t *testing.T) {
	line := capture(t, "systemd/kmsguard.service", `(?m)^ExecStart=(.*)$`)
	if diff := cmp.Diff(append([]string{"/usr/local/bin/bot"}, command...), strings.Fields(line)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestSystemdStateIsTheConfiguredFolder(t *testing.T) {
	folder := "/var/lib/" + capture(t, "systemd/kmsguard.service", `(?m)^StateDirectory=(.*)$`)
	if data := capture(t, "kmsguard.example.yaml", `(?m)^data: (.*)$`); data != folder {
		t.Errorf("the unit keeps %s, the example writes to %s", folder, data)
	}
}

func TestContainerStartsTheBotAsNobody(t *testing.T) {
	var entry, args []string
	for pattern, into := range map[string]*[]string{`(?m)^ENTRYPOINT (.*)$`: &entry, `(?m)^CMD (.*)$`: &args} {
		if err := json.Unmarshal([]byte(capture(t, "Dockerfile", pattern)), into); err != nil {
			t.Fatal(err)
		}
	}
	if diff := cmp.Diff([]string{"/usr/local/bin/bot"}, entry); diff != "" {
		t.Errorf("entry point (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(command, args); diff != "" {
		t.Errorf("command (-want +got):\n%s", diff)
	}
	if user := capture(t, "Dockerfile", `(?m)^USER (.*)$`); user != "65532:65532" {
		t.Errorf("runs as %s", user)
	}
}

// statefulSet has what the test looks at.
type statefulSet struct {
	Kind string
	Spec struct {
		Replicas int
		Template struct {
			Spec struct {
				Containers []struct {
					Args            []string
					SecurityContext struct {
						ReadOnlyRootFilesystem bool `yaml:"readOnlyRootFilesystem"`
					} `yaml:"securityContext"`
				}
				SecurityContext struct {
					RunAsNonRoot bool `yaml:"runAsNonRoot"`
				} `yaml:"securityContext"`
			}
		}
		VolumeClaimTemplates []any `yaml:"volumeClaimTemplates"`
	}
}

func TestKubernetesRunsOneBotOnAVolume(t *testing.T) {
	var set statefulSet
	if err := yaml.NewDecoder(strings.NewReader(read(t, "kubernetes/kmsguard.yaml"))).Decode(&set); err != nil {
		t.Fatal(err)
	}
	pod := set.Spec.Template.Spec
	if set.Kind != "StatefulSet" || set.Spec.Replicas != 1 || len(set.Spec.VolumeClaimTemplates) != 1 || len(pod.Containers) != 1 {
		t.Fatalf("got %+v", set)
	}
	if !pod.SecurityContext.RunAsNonRoot || !pod.Containers[0].SecurityContext.ReadOnlyRootFilesystem {
		t.Error("the pod may do more than it needs")
	}
	if diff := cmp.Diff(command, pod.Containers[0].Args); diff != "" {
		t.Errorf("command (-want +got):\n%s", diff)
	}
}
