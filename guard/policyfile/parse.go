package policyfile

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"strings"

	"kmsguard/guard"
	"kmsguard/guard/strictyaml"
)

// Parse reads a policy. The error has kind Invalid and lists every problem,
// each on a line of its own.
func Parse(data []byte) (guard.Policy, error) {
	var f file
	if err := strictyaml.Decode(data, &f); err != nil {
		return guard.Policy{}, invalid(err)
	}
	p, problems := f.policy()
	problems = append(problems, p.Problems()...)
	if len(problems) > 0 {
		return guard.Policy{}, invalid(errors.New(strings.Join(problems, "\n")))
	}
	p.Digest = digest(data)
	return p, nil
}

// Read reads a policy from r.
func Read(r io.Reader) (guard.Policy, error) {
	data, err := io.ReadAll(io.LimitReader(r, strictyaml.MaxSize+1))
	if err != nil {
		return guard.Policy{}, &guard.Error{Op: "policyfile.Read", Kind: guard.Unavailable, Err: err, Hint: "Check that the policy file is there and readable."}
	}
	return Parse(data)
}

// digest is over the whole file, comments included: what was reviewed is what is in force.
func digest(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

func invalid(err error) error {
	return &guard.Error{
		Op: "policyfile.Parse", Kind: guard.Invalid, Err: err,
		Hint: "Correct the policy file and check it with `bot policy check`.",
	}
}
