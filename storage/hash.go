package storage

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"strings"

	"kmsguard/guard"
)

// Hash is the SHA-256 of an entry's stored bytes after the hash of the entry
// before it.
type Hash [sha256.Size]byte

// Genesis is the hash that the first entry follows: SHA-256 over the ASCII
// text "kmsguard ledger 1". It may never change.
var Genesis = Hash(sha256.Sum256([]byte("kmsguard ledger 1")))

// String returns the hash in lower-case hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// MarshalText returns what String does.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText accepts exactly what MarshalText writes.
func (h *Hash) UnmarshalText(text []byte) error {
	var got Hash
	if len(text) != hex.EncodedLen(len(got)) {
		return fmt.Errorf("a hash has %d hexadecimal digits, not %d", hex.EncodedLen(len(got)), len(text))
	}
	if _, err := hex.Decode(got[:], text); err != nil {
		return fmt.Errorf("a hash is hexadecimal: %w", err)
	}
	if got.String() != string(text) {
		return fmt.Errorf("a hash is written in lower case: %s", got)
	}
	*h = got
	return nil
}

// Head is the end of a chain: all that a witness needs to keep to prove later
// that the ledger up to there is the one it saw.
type Head struct {
	Seq  uint64 `json:"seq"` // 0: no entries
	Hash Hash   `json:"hash"`
}

// String returns the number and the hash, "1204:9f3a…".
func (h Head) String() string { return strconv.FormatUint(h.Seq, 10) + ":" + h.Hash.String() }

// ParseHead reads what Head.String writes. An error is of kind Invalid.
func ParseHead(s string) (Head, error) {
	number, digits, found := strings.Cut(s, ":")
	if !found {
		return Head{}, headError(s, fmt.Errorf("it has no colon"))
	}
	seq, err := strconv.ParseUint(number, 10, 64)
	if err != nil {
		return Head{}, headError(s, err)
	}
	head := Head{Seq: seq}
	if err := head.Hash.UnmarshalText([]byte(digits)); err != nil {
		return Head{}, headError(s, err)
	}
	if head.String() != s {
		return Head{}, headError(s, fmt.Errorf("it is written %s", head))
	}
	return head, nil
}

func headError(s string, err error) error {
	return &guard.Error{Op: "storage.ParseHead", Subject: strconv.Quote(s), Kind: guard.Invalid, Err: err,
		Hint: "Give the head as NUMBER:HASH, as `bot ledger head` prints it."}
}
