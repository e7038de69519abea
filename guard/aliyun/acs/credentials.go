package acs

import (
	"fmt"
	"io"
)

// Credentials sign a call. Token is set for a session that STS issued and
// empty for a user's own access key.
//
// However they are printed, only the word "credentials" comes out.
type Credentials struct {
	AccessKeyID string
	Secret      string
	Token       string
}

// Format keeps the credentials out of every verb of fmt.
func (c Credentials) Format(s fmt.State, _ rune) { _, _ = io.WriteString(s, "credentials") }

// MarshalText keeps the credentials out of encoders.
func (c Credentials) MarshalText() ([]byte, error) { return []byte("credentials"), nil }

// complete reports whether the credentials can sign anything. The SDK would
// look for others in the environment if it were given none.
func (c Credentials) complete() bool { return c.AccessKeyID != "" && c.Secret != "" }
