package config

import (
	"io"
	"os"
	"path/filepath"

	"kmsguard/guard"
)

// maxFile bounds the configuration file, in bytes. The commented example, which
// holds every field, is a tenth of it.
const maxFile = 256 << 10

// Load reads the file at path, applies the overrides that env knows, follows
// the references to secrets and returns the result. All problems are in the one
// error, which is Invalid; a file that cannot be read is NotFound or Denied.
// What only some subcommands need is checked by Validate.
func Load(path string, env func(string) (string, bool)) (Config, error) {
	text, err := read(path)
	if err != nil {
		return Config{}, err
	}
	d := decoder{file: path, origins: origins{}}
	c := Default()
	d.document(text, &c)
	d.override(&c, env)
	if err := failure("config.Load", path, d.problems); err != nil {
		return Config{}, err
	}
	d.origins[""] = path
	c.origins = d.origins
	c.locate(filepath.Dir(path), env)
	return c, nil
}

func read(path string) ([]byte, error) {
	file, err := os.Open(filepath.Clean(path))
	if err != nil {
		return nil, unreadable(path, err)
	}
	defer func() { _ = file.Close() }() // opened for reading: nothing is lost
	text, err := io.ReadAll(io.LimitReader(file, maxFile+1))
	if err != nil {
		return nil, unreadable(path, err)
	}
	if len(text) > maxFile {
		return nil, failure("config.Load", path, []Problem{{Place: path, Reason: "is longer than 256 KiB, so it is not a configuration"}})
	}
	return text, nil
}

func unreadable(path string, err error) error {
	kind := guard.Unavailable
	switch {
	case os.IsNotExist(err):
		kind = guard.NotFound
	case os.IsPermission(err):
		kind = guard.Denied
	}
	return &guard.Error{Op: "config.Load", Subject: path, Kind: kind, Hint: "Name a readable file with --config FILE.", Err: err}
}

// locate makes the paths independent of the working directory and follows the
// references to secrets.
func (c *Config) locate(folder string, env func(string) (string, bool)) {
	c.Policy = resolve(folder, c.Policy)
	c.Data = resolve(folder, c.Data)
	for _, f := range fields(c) {
		if s, ok := f.value.Addr().Interface().(*Secret); ok {
			s.follow(folder, env)
		}
	}
}
