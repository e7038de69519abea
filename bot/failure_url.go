package bot

import (
	"errors"
	"net/url"
)

// withoutURL keeps addresses out of errors: that of an answer (response_url) or of
// an upload lets whoever reads it act in our place.
func withoutURL(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}
