package report

import "strings"

// shellSafe are the characters that no shell gives a meaning in the middle of a word.
const shellSafe = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./:@%+,-"

// quoted is a text as one word of a POSIX shell, on one line.
func quoted(s string) string {
	s = oneLine(s)
	if s != "" && strings.Trim(s, shellSafe) == "" {
		return s
	}
	return "'" + strings.ReplaceAll(s, "'", `'\''`) + "'"
}

// aliyun is one call of the vendor's command line: product, action, then names and values by turns.
func aliyun(product, action string, args ...string) string {
	s := "aliyun " + product + " " + action
	for i := 0; i+1 < len(args); i += 2 {
		s += " --" + args[i] + " " + quoted(args[i+1])
	}
	return s
}
