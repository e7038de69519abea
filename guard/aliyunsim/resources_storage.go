package aliyunsim

import (
	"fmt"
	"regexp"
	"strings"
	"time"
)

// NASFileSystem is a file system of NAS.
type NASFileSystem struct {
	ID        string            `yaml:"id"`
	Name      string            `yaml:"name"`
	Region    string            `yaml:"region"`
	Kind      string            `yaml:"kind"` // standard (default), extreme or cpfs
	Key       string            `yaml:"key"`
	Encrypted bool              `yaml:"encrypted"` // without a key: by the key that NAS manages
	Status    string            `yaml:"status"`    // default Running
	Tags      map[string]string `yaml:"tags"`
	Count     int               `yaml:"count"`
}

func (r NASFileSystem) row() rowKey                     { return rowKey{r.ID, r.Region, r.Count} }
func (r NASFileSystem) named(name string) NASFileSystem { r.ID = name; return r }

func (r NASFileSystem) check() error {
	return oneOf(r.ID, "kind", r.Kind, nasKinds...)
}

// SLSLogstore is a logstore of a project. A project is there as long as a
// logstore names it.
type SLSLogstore struct {
	Project   string    `yaml:"project"`
	Name      string    `yaml:"name"`
	Region    string    `yaml:"region"` // of the project, too
	Key       string    `yaml:"key"`
	KeyRegion string    `yaml:"key_region"` // region of the key; default: the project's
	Encrypted bool      `yaml:"encrypted"`  // without a key: by the key that SLS manages
	CreatedAt time.Time `yaml:"created_at"`
	Count     int       `yaml:"count"`
}

// The name of a logstore's row is PROJECT/LOGSTORE.

func (r SLSLogstore) row() rowKey { return rowKey{r.Project + "/" + r.Name, r.Region, r.Count} }

func (r SLSLogstore) named(name string) SLSLogstore {
	r.Project, r.Name, _ = strings.Cut(name, "/")
	return r
}

// slsProjectName is the form of a project's name, which is part of a host name;
// the names of logstores may have underscores as well.
var (
	slsProjectName  = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*$`)
	slsLogstoreName = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]*$`)
)

func (r SLSLogstore) check() error {
	if !slsProjectName.MatchString(r.Project) || !slsLogstoreName.MatchString(r.Name) {
		return fmt.Errorf("logstore %q of project %q: write it like {project: shop-logs, name: access}, both in small letters", r.Name, r.Project)
	}
	if r.KeyRegion != "" && r.Key == "" {
		return fmt.Errorf("%s has a key_region without a key", r.row().name)
	}
	return nil
}

// agrees refuses a logstore whose project lies in another region already.
func (r SLSLogstore) agrees(t *tables) error {
	if at := t.slsProjectRegion(r.Project); at != "" && at != r.Region {
		return fmt.Errorf("%s is in %s, but its project is in %s: a project has one region", r.row().name, r.Region, at)
	}
	return nil
}
