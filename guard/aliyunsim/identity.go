package aliyunsim

import (
	"crypto/rand"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"
)

// identity is who a call comes from: a RAM user by access key, or a session of
// a role.
type identity struct {
	account   *Sim // that it belongs to
	accessKey string
	secret    string
	inactive  bool
	user      string // RAM user, empty for a session
	id        string // user ID or role ID
	policies  []*policy

	// A session of a role has these too.
	role        string
	session     string // role session name
	token       string
	expires     time.Time // calendar time
	sessionText string    // session policy as it was sent, empty: none
	limit       *policy   // session policy
}

// role is a RAM role with its policies and who may assume it.
type role struct {
	account    *Sim // that it belongs to
	name       string
	id         string
	trusts     []string // ARNs of users, and of the root of an account for all of it
	externalID string
	longest    time.Duration
	policies   []*policy
}

// maxRoleHours is the longest session that a role can have. RAM: 12 hours.
const maxRoleHours = 12

// arn is how the account names the caller.
func (i *identity) arn(account string) string {
	if i.role != "" {
		return fmt.Sprintf("acs:ram::%s:assumed-role/%s/%s", account, i.role, i.session)
	}
	return fmt.Sprintf("acs:ram::%s:user/%s", account, i.user)
}

// principalID is the caller's ID in STS replies and in the trail.
func (i *identity) principalID() string {
	if i.role != "" {
		return i.id + ":" + i.session
	}
	return i.id
}

// identify finds the caller by access key and token, before its signature is
// checked with the secret that comes back. It holds the lock itself.
func (s *Sim) identify(p *product, accessKey, token string, now time.Time) (*identity, *apiError) {
	s.mu.Look()
	defer s.mu.Leave()
	who, known := s.identities[accessKey]
	switch {
	case !known:
		return nil, refuse(http.StatusNotFound, "InvalidAccessKeyId.NotFound", "Specified access key is not found.")
	case who.inactive:
		return nil, refuse(http.StatusForbidden, "InvalidAccessKeyId.Inactive", "Specified access key is disabled.")
	case who.token == "" && token != "":
		return nil, refuse(http.StatusBadRequest, "InvalidSecurityToken.MismatchWithAccessKey", "Specified SecurityToken mismatch with the AccessKey.")
	case who.token != "" && token == "":
		return nil, refuse(http.StatusBadRequest, "MissingSecurityToken", "SecurityToken is mandatory for this action.")
	case who.token != token:
		return nil, refuse(http.StatusBadRequest, "InvalidSecurityToken.Malformed", "Specified SecurityToken is malformed.")
	case who.token != "" && !now.Before(who.expires):
		return nil, s.expiredToken(p)
	}
	return who, nil
}

// expiredToken is a refusal that depends on the product: KMS is documented to
// hide the reason behind other codes.
func (s *Sim) expiredToken(p *product) *apiError {
	if p != nil && p.kms {
		return refuse(s.settings.ExpiredTokenStatus, s.settings.ExpiredTokenCode, "Specified access key is not found.")
	}
	return refuse(http.StatusBadRequest, "InvalidSecurityToken.Expired", "Specified SecurityToken is expired.")
}

// openSession makes a session of the role and remembers it.
func (s *Sim) openSession(r *role, name string, limit *policy, text string, expires time.Time) *identity {
	session := &identity{
		account: s, accessKey: "STS.N" + rand.Text()[:22], secret: rand.Text(), token: "CAIS" + rand.Text() + rand.Text(),
		id: r.id, policies: r.policies, role: r.name, session: name, expires: expires, sessionText: text, limit: limit,
	}
	s.identities[session.accessKey] = session
	return session
}

// loadPrincipals makes users and roles of the world's principals.
func (s *Sim) loadPrincipals(list []Principal) error {
	for i, p := range list {
		if err := s.addPrincipal(p, i); err != nil {
			return err
		}
	}
	return nil
}

func (s *Sim) addPrincipal(p Principal, serial int) error {
	if (p.Role == "") == (p.AccessKey == "") {
		return fmt.Errorf("principal %d needs either access_key, secret and user, or role and trusts", serial+1)
	}
	policies, err := s.resolvePolicies(p.Policies)
	if err != nil {
		return fmt.Errorf("principal %s%s: %w", p.Role, p.User, err)
	}
	if p.Role != "" {
		return s.addRole(p, policies, serial)
	}
	return s.addUser(p, policies, serial)
}

func (s *Sim) addUser(p Principal, policies []*policy, serial int) error {
	if p.Secret == "" || p.User == "" {
		return fmt.Errorf("principal with access_key %s needs secret and user", p.AccessKey)
	}
	if _, taken := s.identities[p.AccessKey]; taken {
		return fmt.Errorf("access_key %s is there twice", p.AccessKey)
	}
	s.identities[p.AccessKey] = &identity{
		account: s, accessKey: p.AccessKey, secret: p.Secret, inactive: p.Inactive, user: p.User,
		id: fmt.Sprintf("2%017d", serial+1), policies: policies,
	}
	return nil
}

func (s *Sim) addRole(p Principal, policies []*policy, serial int) error {
	if _, taken := s.roles[p.Role]; taken {
		return fmt.Errorf("role %s is there twice", p.Role)
	}
	if p.MaxHours < 0 || p.MaxHours > maxRoleHours {
		return fmt.Errorf("role %s has max_hours %d: RAM takes from 1 to %d", p.Role, p.MaxHours, maxRoleHours)
	}
	r := &role{
		account: s, name: p.Role, id: fmt.Sprintf("3%017d", serial+1), externalID: p.ExternalID, policies: policies,
		longest: time.Duration(max(1, p.MaxHours)) * time.Hour,
	}
	for _, t := range p.Trusts {
		r.trusts = append(r.trusts, s.trustedARN(t))
	}
	s.roles[p.Role] = r
	return nil
}

// trustedARN completes whom a role trusts: an account's ID to its root, which
// stands for everybody in it, and a user's name.
func (s *Sim) trustedARN(name string) string {
	if isDigits(name) {
		return rootARN(name)
	}
	return s.userARN(name)
}

// rootARN is how an account as a whole is named.
func rootARN(account string) string { return fmt.Sprintf("acs:ram::%s:root", account) }

// userARN completes a user's name to its ARN.
func (s *Sim) userARN(name string) string {
	if startsWith("acs:ram::")(name) {
		return name
	}
	return fmt.Sprintf("acs:ram::%s:user/%s", s.account, name)
}

// resolvePolicies finds the document of each policy: the inline one, the one
// of Options, or the system policy of that name.
func (s *Sim) resolvePolicies(refs []PolicyRef) ([]*policy, error) {
	var out []*policy
	for _, ref := range refs {
		text := firstOf(ref.Document, firstOf(s.options.Policies[ref.Name], systemPolicies[ref.Name]))
		if text == "" {
			return nil, fmt.Errorf("policy %q is not known: give its document, or the name of a system policy", ref.Name)
		}
		p, err := parsePolicy(ref.Name, text)
		if err != nil {
			return nil, err
		}
		out = append(out, p)
	}
	return out, nil
}

func addPrincipalRow(s *Sim, row []byte) error {
	var p Principal
	if err := decodeRow(row, &p); err != nil {
		return err
	}
	return s.addPrincipal(p, len(s.identities)+len(s.roles))
}

// removePrincipal takes out the access key or the role of that name. Sessions
// that a removed role has open live on until they expire.
func (s *Sim) removePrincipal(name string) bool {
	who, isKey := s.identities[name]
	isKey = isKey && who.account == s
	if isKey {
		delete(s.identities, name)
	}
	_, isRole := s.roles[name]
	delete(s.roles, name)
	return isKey || isRole
}

// PrincipalView is a user's access key or a role without its secret.
type PrincipalView struct {
	AccessKey string   `json:"access_key,omitempty"`
	User      string   `json:"user,omitempty"`
	Role      string   `json:"role,omitempty"`
	Trusts    []string `json:"trusts,omitempty"`
	Policies  []string `json:"policies"`
}

// principalViews returns users and roles in order of their names.
func (s *Sim) principalViews() []PrincipalView {
	var views []PrincipalView
	for _, i := range s.identities {
		if i.account == s && i.role == "" {
			views = append(views, PrincipalView{AccessKey: i.accessKey, User: i.user, Policies: policyNames(i.policies)})
		}
	}
	for _, r := range s.roles {
		views = append(views, PrincipalView{Role: r.name, Trusts: r.trusts, Policies: policyNames(r.policies)})
	}
	slices.SortFunc(views, func(a, b PrincipalView) int {
		return strings.Compare(a.AccessKey+a.Role, b.AccessKey+b.Role)
	})
	return views
}

func policyNames(list []*policy) []string {
	names := make([]string, len(list))
	for i, p := range list {
		names[i] = p.name
	}
	return names
}
