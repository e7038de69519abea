package aliyunsim

import (
	"mime"
	"net/http"
	"net/url"
)

// request is an RPC request as it came in, before anything of it is believed.
type request struct {
	http   *http.Request
	body   []byte
	query  url.Values
	form   url.Values // of a body that is a form
	params map[string]string
}

// parseRequest reads the parameters of query and form. One that is there twice
// is refused, since it could not be told which was signed for.
func parseRequest(r *http.Request, body []byte) (*request, *apiError) {
	q := &request{http: r, body: body, params: map[string]string{}}
	var err error
	if q.query, err = url.ParseQuery(r.URL.RawQuery); err != nil {
		return nil, refuse(http.StatusBadRequest, "ParseRequestParameterException", "The query cannot be parsed.")
	}
	if q.form, err = parseForm(r, body); err != nil {
		return nil, refuse(http.StatusBadRequest, "ParseRequestParameterException", "The form body cannot be parsed.")
	}
	for _, values := range []url.Values{q.query, q.form} {
		for name, list := range values {
			if _, twice := q.params[name]; twice || len(list) != 1 {
				return nil, invalidParameter(name, "is there more than once")
			}
			q.params[name] = list[0]
		}
	}
	return q, nil
}

// paramsOf returns the parameters that the action can see: all, or those of the
// form alone where the product reads nothing else.
func (q *request) paramsOf(a *action) map[string]string {
	if !a.form {
		return q.params
	}
	params := map[string]string{}
	for name := range q.form {
		params[name] = q.params[name]
	}
	return params
}

// parseForm returns the fields of a form body, none for an empty or other body.
func parseForm(r *http.Request, body []byte) (url.Values, error) {
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/x-www-form-urlencoded" {
		return nil, nil //nolint:nilerr // without a form content type the body is not a form
	}
	return url.ParseQuery(string(body))
}

// named returns a value that ACS3 clients send as header and others as parameter.
func (q *request) named(param, header string) string {
	return firstOf(q.params[param], q.http.Header.Get(header))
}

// lookUp finds what the request asks for. The version names the product; where
// two products have the same, it is the one that has the action.
func (s *Sim) lookUp(q *request) (*product, *action, *apiError) {
	version, name := q.named("Version", "x-acs-version"), q.named("Action", "x-acs-action")
	switch {
	case name == "":
		return nil, nil, missingParameter("Action")
	case version == "":
		return nil, nil, missingParameter("Version")
	}
	products := s.versions[version]
	if len(products) == 0 {
		return nil, nil, refuse(http.StatusBadRequest, "InvalidVersion", "Specified parameter Version is not valid.")
	}
	for _, p := range products {
		if a, served := s.actions[p.code][name]; served {
			return p, a, nil
		}
	}
	return products[0], nil, refuse(http.StatusNotFound, "InvalidAction.NotFound", "Specified api is not found.")
}
