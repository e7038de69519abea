package sandbox

import "context"

// Disk fills the disk of the bot's data folder, for the bot that runs and those that
// are started later, or frees it: the bot can write no byte of any file.
func (s *Stage) Disk(_ context.Context, full bool) error {
	b, err := s.sandbox()
	if err != nil {
		return err
	}
	b.mu.Lock()
	defer b.mu.Unlock()
	b.full = full
	if b.child == nil || b.child.ended.Err() != nil {
		return nil
	}
	return limitFiles(b.child.cmd.Process.Pid, full)
}

// limited is a command line that runs under the same limit from its first moment.
func limited(line []string) []string {
	return append([]string{"/bin/sh", "-c", `ulimit -S -f 0; exec "$0" "$@"`}, line...)
}
