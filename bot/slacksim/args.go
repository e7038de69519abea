package slacksim

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"
)

// maxBody bounds a request's body. A view may hold 250 kB, form-encoded up to
// three times that.
const maxBody = 4 << 20

// args are the arguments of one Web API call. A form's values are strings; a
// JSON body's keep their type. Structured ones (blocks, view, metadata) may
// come either as JSON or as a string that holds JSON.
type args struct {
	values      map[string]json.RawMessage
	token       string
	noCharset   bool   // a JSON body that does not name its charset
	contentType string // without parameters
}

// parseArgs reads query, body and token. Its errors are Slack's error words.
func parseArgs(r *http.Request) (args, *apiError) {
	a := args{values: map[string]json.RawMessage{}}
	for name, v := range r.URL.Query() {
		a.setString(name, v[0])
	}
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody+1))
	if err != nil || len(body) > maxBody {
		return a, fail("request_timeout")
	}
	if len(body) > 0 {
		if problem := a.parseBody(r.Header.Get("Content-Type"), body); problem != nil {
			return a, problem
		}
	}
	a.takeToken(r.Header.Get("Authorization"))
	return a, a.checkNames()
}

func (a *args) parseBody(contentType string, body []byte) *apiError {
	if contentType == "" {
		return fail("missing_post_type")
	}
	kind, params, err := mime.ParseMediaType(contentType)
	if err != nil {
		return fail("invalid_post_type")
	}
	a.contentType = kind
	switch kind {
	case "application/json":
		a.noCharset = params["charset"] == ""
		return a.parseJSON(body)
	case "application/x-www-form-urlencoded", "multipart/form-data":
		return a.parseForm(contentType, body)
	}
	return fail("invalid_post_type")
}

func (a *args) parseJSON(body []byte) *apiError {
	var values map[string]json.RawMessage
	if err := json.Unmarshal(body, &values); err != nil {
		if json.Valid(body) {
			return fail("json_not_object")
		}
		return fail("invalid_json")
	}
	for name, v := range values {
		if name != "token" { // Slack reads a token from forms and headers, never from a JSON body
			a.values[name] = v
		}
	}
	return nil
}

func (a *args) parseForm(contentType string, body []byte) *apiError {
	r := http.Request{Method: http.MethodPost, Header: http.Header{"Content-Type": {contentType}}, Body: io.NopCloser(bytes.NewReader(body))}
	if err := r.ParseMultipartForm(maxBody); err != nil && !errors.Is(err, http.ErrNotMultipart) {
		return fail("invalid_form_data")
	}
	if r.MultipartForm != nil {
		defer func() { _ = r.MultipartForm.RemoveAll() }() // the form was held in memory
	}
	for name, v := range r.PostForm {
		a.setString(name, v[0])
	}
	if r.MultipartForm != nil {
		for name, v := range r.MultipartForm.Value {
			a.setString(name, v[0])
		}
	}
	return nil
}

func (a *args) setString(name, value string) {
	quoted, _ := json.Marshal(value) // a string always encodes
	a.values[name] = quoted
}

// takeToken prefers the header, as Slack does, and forgets a token argument.
func (a *args) takeToken(header string) {
	a.token = a.str("token")
	delete(a.values, "token")
	if rest, ok := strings.CutPrefix(header, "Bearer "); ok {
		a.token = strings.TrimSpace(rest)
	}
}

// checkNames refuses argument names that Slack refuses: very long ones and
// those with other characters than letters, digits, underscore and brackets.
// Names that a method does not know are ignored, as Slack ignores them.
func (a *args) checkNames() *apiError {
	for name := range a.values {
		if name == "" || len(name) > 255 || strings.Trim(name, argNameChars) != "" {
			return fail("invalid_arg_name")
		}
	}
	return nil
}

const argNameChars = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-[]."

// parseMessage reads a message that came as one JSON object.
func (a *args) parseMessage(raw json.RawMessage) *apiError {
	a.values = map[string]json.RawMessage{}
	return a.parseJSON(raw)
}
