package config

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// maxSecretFile bounds what is read of a secret's file, in bytes. The longest
// secret here, an STS token, stays well below.
const maxSecretFile = 16 << 10

// Secret is a reference to a secret and, once Load has followed it, the secret
// itself. However it is printed or encoded, only the reference shows.
type Secret struct {
	kind, name string // "env" or "file", and what it names
	value      string
	err        error // why the reference could not be followed
}

// Reveal returns the secret, or "" where there is none.
func (s Secret) Reveal() string { return s.value }

// Given reports whether the configuration names this secret.
func (s Secret) Given() bool { return s.kind != "" }

// IsZero reports whether there is no secret, so that none is written.
func (s Secret) IsZero() bool { return !s.Given() }

// EnvSecret refers to an environment variable, for a configuration that is
// made here to be written and loaded by another process.
func EnvSecret(name string) Secret { return Secret{kind: "env", name: name} }

// String returns the reference.
func (s Secret) String() string {
	if !s.Given() {
		return ""
	}
	return s.kind + ":" + s.name
}

// GoString returns the reference.
func (s Secret) GoString() string { return s.String() }

// Format writes the reference, whatever the verb.
func (s Secret) Format(f fmt.State, _ rune) { fmt.Fprint(f, s.String()) }

// MarshalText writes the reference.
func (s Secret) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads a reference. What is no reference may well be the secret,
// so that the error does not repeat it.
func (s *Secret) UnmarshalText(text []byte) error {
	kind, name, _ := strings.Cut(string(text), ":")
	if (kind != "env" && kind != "file") || name == "" || strings.ContainsAny(name, "\x00\r\n") {
		return errors.New("a secret is not written here; name the environment variable (env:NAME) or the file (file:PATH) that holds it")
	}
	*s = Secret{kind: kind, name: name}
	return nil
}

// follow fetches the secret. A failure is kept until a subcommand needs the secret.
func (s *Secret) follow(folder string, env func(string) (string, bool)) {
	if !s.Given() {
		return
	}
	if s.kind == "env" {
		s.value, _ = env(s.name)
		if s.value == "" {
			s.err = fmt.Errorf("the environment variable %s is not set", s.name)
		}
	} else {
		s.name = resolve(folder, s.name)
		s.value, s.err = readSecret(s.name)
	}
	if s.err == nil && strings.ContainsFunc(s.value, unprintable) {
		s.value, s.err = "", fmt.Errorf("what %s holds has a space, line break or control character in it", s)
	}
}

func readSecret(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil {
		return "", fmt.Errorf("the file of the secret cannot be read: %w", err)
	}
	if !info.Mode().IsRegular() || info.Size() > maxSecretFile {
		return "", fmt.Errorf("%s is not a plain file of at most %d bytes", path, maxSecretFile)
	}
	text, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		return "", fmt.Errorf("the file of the secret cannot be read: %w", err)
	}
	value := strings.TrimRight(string(text), "\r\n")
	if value == "" {
		return "", fmt.Errorf("the file %s is empty", path)
	}
	return value, nil
}

// unprintable says that no token or key of either platform has this character.
func unprintable(r rune) bool { return r <= ' ' || r >= 0x7f }

// resolve returns path as seen from folder.
func resolve(folder, path string) string {
	if path == "" || filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(folder, path)
}
