package aliyunsim

import (
	"net/http"
	"sync"
	"time"
)

// signatureWindow is how far a signature's timestamp may be from real time, on
// either side. KMS documents 15 minutes.
const signatureWindow = 15 * time.Minute

// nonces remembers which signature nonces were used for as long as their
// timestamps could still be accepted, in two generations.
type nonces struct {
	mu         sync.Mutex // guards what follows
	young, old map[string]bool
	turned     time.Time
}

// use says whether the nonce is new, and remembers it.
func (n *nonces) use(nonce string, at time.Time) bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	if at.Sub(n.turned) > 2*signatureWindow {
		n.old, n.young, n.turned = n.young, map[string]bool{}, at
	}
	if n.young[nonce] || n.old[nonce] {
		return false
	}
	n.young[nonce] = true
	return true
}

// fresh refuses a timestamp outside the window and a nonce that was used.
func (s *Sim) fresh(accessKey, nonce string, at time.Time) *apiError {
	clock := s.options.Real()
	if d := clock.Sub(at).Abs(); d > signatureWindow {
		return refuse(http.StatusBadRequest, "InvalidTimeStamp.Expired", "Specified time stamp or date value is expired.")
	}
	if !s.nonces.use(accessKey+" "+nonce, clock) {
		return refuse(http.StatusBadRequest, "SignatureNonceUsed", "Specified signature nonce was used already.")
	}
	return nil
}
