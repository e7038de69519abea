package page_test

import (
	"fmt"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const (
	cloudHere = "/shop/alice/key-changes?pane=cloud"
	ordersUp  = cloudHere + "&key=" + ordersKey
)

// elements are the IDs of what a page shows, in order, that begin so.
func elements(text, prefix string) []string {
	var ids []string
	for _, m := range regexp.MustCompile(` id="(`+prefix+`[^"]*)"`).FindAllStringSubmatch(text, -1) {
		ids = append(ids, m[1])
	}
	return ids
}

// piece is what a page shows of one element, up to the next of its kind.
func piece(text, id string) string {
	_, after, _ := strings.Cut(text, `id="`+id+`"`)
	before, _, _ := strings.Cut(after, "</details>")
	return before
}

func TestCloudPaneShowsKeysAndWhatDependsOnThem(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	s.wants(s.get(cloudHere), http.StatusOK,
		"cn-hangzhou", "cn-shanghai", ordersKey, "alias/orders", "orders database", "Disabled", "ecs snapshots 1 · oss buckets 1", "nothing names it")
	s.wants(s.get(ordersUp), http.StatusOK,
		"orders-archive", "s-bp1orders2024", "snapshot of disk d-bp1orders", "ScheduleKeyDeletion", "outside of the bot", "Decrypt", "by etl")
	s.wants(s.get(cloudHere+"&key=key-none"), http.StatusOK, "No key key-none exists", "All keys")
	if a := s.get("/shop/alice/key-changes"); strings.Contains(a.text, "orders-archive") {
		t.Error("the cloud is shown where its pane is closed")
	}
}

func TestKeySaysWhatItsStateMeans(t *testing.T) {
	t.Parallel()
	s := serve(t, "traps")
	s.wants(s.get("/traps/alice/key-changes?pane=cloud"), http.StatusOK,
		"can be used", "every use is refused until it is enabled again", "every use is refused; the deletion can still be cancelled",
		"has no key material, and cannot be used", "protected from deletion", "Destroyed on or after Fri 20 Nov 2026")
	s.wants(s.get("/traps/alice/key-changes?pane=cloud&key=key-hzz650service000000"), http.StatusOK,
		"Aliyun_AES_256 · ENCRYPT/DECRYPT · origin Aliyun_KMS · created by OSS, a service&#39;s own key · no automatic rotation · 1 version", `class="copy"`)
	s.wants(s.get("/traps/alice/key-changes?pane=cloud&key=key-hzz650imported00000"), http.StatusOK, "origin EXTERNAL")
}

// A row keeps its ID when others come and go, so that the page changes little.
func TestDependentsKeepTheirIDs(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	for range 3 {
		s.wants(s.post("/do/cloud/add", "key", ordersKey, "kind", "secrets"), http.StatusOK)
	}
	before := elements(s.get(ordersUp).text, "dependent-")
	s.wants(s.post("/do/cloud/remove", "kind", "secrets", "id", "colleague/secret-1"), http.StatusOK)
	after := elements(s.get(ordersUp).text, "dependent-")
	want := slices.DeleteFunc(slices.Clone(before), func(id string) bool { return id == "dependent-secrets-colleague/secret-1" })
	if len(before) != 5 || len(want) != 4 || !slices.Equal(after, want) {
		t.Errorf("before %v\nafter %v", before, after)
	}
}

func TestARowThatNamesAKeyInSeveralWays(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	row := fmt.Sprintf("{name: twice, region: cn-hangzhou, key: alias/orders, objects: [{name: a.bin, key: %s}]}", ordersKey)
	if err := s.cloud.Add("oss_buckets", []byte(row)); err != nil {
		t.Fatal(err)
	}
	if err := s.cloud.Add("kms_applications", []byte(`{name: app, region: cn-hangzhou, keys: ["*"]}`)); err != nil {
		t.Fatal(err)
	}
	a := s.get(ordersUp)
	s.wants(a, http.StatusOK, "ecs snapshots 1 · kms applications 1 · oss buckets 2", "may use every key", "object a.bin with a key of its own")
	if got, want := elements(a.text, "dependent-oss_buckets-twice"), []string{"dependent-oss_buckets-twice", "dependent-oss_buckets-twice-2"}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
	if all := s.get(cloudHere); strings.Count(all.text, "kms applications 1") != strings.Count(all.text, `class="row key"`)-1 {
		t.Error("an access point of cn-hangzhou is not counted at its keys, or at that of cn-shanghai")
	}
}

func TestManyDependentsAreCountedAndNotAllListed(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	for range 301 {
		if _, err := s.cloud.AddDependent("secrets", ordersKey); err != nil {
			t.Fatal(err)
		}
	}
	a := s.get(ordersUp)
	s.wants(a, http.StatusOK, "secrets 301", "Only the first 300 of 303 rows are shown.")
	if n := len(elements(a.text, "dependent-")); n != 300 {
		t.Errorf("%d rows are listed", n)
	}
}

// Every element of every pane in every world has an ID of its own: it is how the
// page knows what to replace.
func TestElementsHaveIDsOfTheirOwn(t *testing.T) {
	t.Parallel()
	for _, world := range []string{"shop", "traps", "depot", "company"} {
		s := serve(t, world)
		queries := []string{"pane=cloud", "pane=cloud&calls=all", "pane=clock", "pane=faults", "pane=worlds"}
		for _, k := range s.cloud.KeyViews()[:3] {
			queries = append(queries, "pane=cloud&key="+k.ID)
		}
		for _, query := range queries {
			a := s.get("/" + world + "/alice/home?" + query)
			s.wants(a, http.StatusOK)
			seen := map[string]bool{}
			for _, id := range elements(a.text, "") {
				if seen[id] {
					t.Errorf("%s, %s: %s is there twice", world, query, id)
				}
				seen[id] = true
			}
		}
	}
}

// What the bot does is shown as it happens: who asked for which session, what it
// was allowed to do, what it did and what it was refused.
func TestCallsShowWhoWasAllowedWhat(t *testing.T) {
	t.Parallel()
	s := serve(t, "shop")
	c := newCloudClient(s)
	s.wants(s.get(cloudHere), http.StatusOK, "None yet.")
	session := c.assume(`{"Version":"1","Statement":[{"Effect":"Allow","Action":["kms:DescribeKey","kms:ScheduleKeyDeletion"],"Resource":["acs:kms:cn-hangzhou:1234567890123456:key/` + ordersKey + `"],"Condition":{"DateLessThan":{"acs:CurrentTime":"2026-11-02T09:15:00Z"}}}]}`)
	c.call(session, "kms", "2016-01-20", "DescribeKey", "KeyId", ordersKey)
	c.call(session, "kms", "2016-01-20", "DisableKey", "KeyId", ordersKey)
	c.call(session, "kms", "2016-01-20", "ScheduleKeyDeletion", "KeyId", ordersKey, "PendingWindowInDays", "9")

	a := s.get(cloudHere)
	ids := elements(a.text, "call-") // newest first
	if len(ids) != 3 {
		t.Fatalf("%d calls are shown, want the change, the refusal and the new session: %v", len(ids), ids)
	}
	for i, want := range [][]string{
		{"kms.ScheduleKeyDeletion", "changed something", "role kmsguard-destroy, session op-7Q4", "This session may call kms:DescribeKey and kms:ScheduleKeyDeletion on this key until 10:15; nothing else.", "<dt>PendingWindowInDays</dt><dd>9</dd>", "&#34;Effect&#34;: &#34;Allow&#34;"},
		{"kms.DisableKey", `mark bad">Forbidden.NoPermission`, "You are not authorized to perform this operation. Action: kms:DisableKey", "on this key until 10:15; nothing else."},
		{"sts.AssumeRole", "user kmsguard", "The session that it asks for may call kms:DescribeKey", "on key " + ordersKey + " in cn-hangzhou until 10:15"},
	} {
		for _, text := range want {
			if !strings.Contains(piece(a.text, ids[i]), text) {
				t.Errorf("no %q in %s", text, piece(a.text, ids[i]))
			}
		}
	}
	all := s.get(cloudHere + "&calls=all")
	if n := len(elements(all.text, "call-")); n != 4 {
		t.Errorf("%d of 4 calls are shown", n)
	}
	s.wants(all, http.StatusOK, "kms.DescribeKey", "Show changes alone")
	s.wants(s.get(ordersUp), http.StatusOK, "by kmsguard-destroy:op-7Q4", "visible from")
	other := s.get(cloudHere + "&key=key-hzz650b2c3d4e5f6g7h8i")
	if s.wants(other, http.StatusOK); strings.Contains(other.text, "ScheduleKeyDeletion</code>") {
		t.Error("a call on one key is shown with another")
	}
}
