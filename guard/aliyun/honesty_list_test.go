package aliyun_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/google/go-cmp/cmp"

	"kmsguard/guard"
	"kmsguard/guard/aliyunsim"
)

// firstLists and furtherLists are the lists of which the key's category reads
// one or another; a category may read a further one when it has read the first.
var (
	firstLists = map[string]guard.Category{
		"DescribeDisks": guard.ECSDisk, "DescribeSnapshots": guard.ECSSnapshot, "DescribeDBInstances": guard.RDS,
		"DescribeDBClusters": guard.PolarDB, "DescribeLoadBalancerListeners": guard.Certificate, "ListSecrets": guard.Secret,
	}
	furtherLists = map[string]guard.Category{"DescribeImages": guard.ECSSnapshot, "ListListeners": guard.Certificate}
	// tokenLists are those whose pages name the next one.
	tokenLists = []string{"DescribeDisks", "DescribeSnapshots", "DescribeDBInstances", "DescribeLoadBalancerListeners", "ListListeners"}
)

// crowded is the world full with enough of everything for several pages.
func crowded() aliyunsim.World {
	w := full()
	w.Resources.ECSDisks = append(w.Resources.ECSDisks, aliyunsim.ECSDisk{ID: "d-x", Region: home, Count: 5})
	w.Resources.ECSSnapshots = append(w.Resources.ECSSnapshots, aliyunsim.ECSSnapshot{ID: "s-x", Region: home, Count: 5})
	w.Resources.LoadBalancers = []aliyunsim.LoadBalancer{
		{ID: "lb-x", Region: home, Count: 5, Listeners: []aliyunsim.Listener{{Port: 80, Protocol: "HTTP"}}},
		{ID: "alb-x", Region: home, Count: 5, Listeners: []aliyunsim.Listener{{Port: 80, Protocol: "HTTP"}}},
	}
	w.Resources.Secrets = append(w.Resources.Secrets, aliyunsim.Secret{Name: "x", Region: home, Key: other, Count: 5})
	w.Resources.PolarDBClusters = append(w.Resources.PolarDBClusters, aliyunsim.PolarDBCluster{ID: "pc-x", Region: home, Count: 5})
	w.Resources.ECSImages = append(w.Resources.ECSImages, aliyunsim.ECSImage{ID: "m-x", Region: home, Snapshots: []string{"s-2"}, Count: 5})
	return w
}

// allIncomplete audits the crowded world through a front and wants every
// category of the lists incomplete.
func allIncomplete(t *testing.T, name string, f *front, lists map[string]guard.Category) {
	t.Run(name, func(t *testing.T) {
		t.Parallel()
		a := audit(t, behind(t, crowded(), f), key)
		for _, category := range lists {
			checkIncomplete(t, a, category)
		}
	})
}

// tokenedOf leaves those lists whose pages name the next one.
func tokenedOf(lists map[string]guard.Category) map[string]guard.Category {
	out := map[string]guard.Category{}
	for action, category := range lists {
		if slices.Contains(tokenLists, action) {
			out[action] = category
		}
	}
	return out
}

func bothLists(t *testing.T, test func(t *testing.T, lists map[string]guard.Category)) {
	t.Run("first lists", func(t *testing.T) { test(t, firstLists) })
	t.Run("further lists", func(t *testing.T) { test(t, furtherLists) })
}

// inTwos cuts some lists into pages of two rows.
func inTwos(lists map[string]guard.Category) func(string) int {
	return func(action string) int {
		if _, ok := lists[action]; ok {
			return 2
		}
		return 0
	}
}

func emptyPageGoesOn(t *testing.T) {
	bothLists(t, func(t *testing.T, lists map[string]guard.Category) {
		for _, empty := range []int{1, 2} {
			c := &cutter{size: inTwos(lists)}
			c.spoil = func(_ string, n int, tree map[string]any) {
				if _, set := list(tree); n == empty {
					set([]any{})
				}
			}
			allIncomplete(t, fmt.Sprintf("page %d", empty), c.front(), lists)
		}
	})
}

func tokenRepeats(t *testing.T) {
	bothLists(t, func(t *testing.T, lists map[string]guard.Category) {
		for name, back := range map[string]string{"the same page": "cut-2", "the first page": "cut-1"} {
			c := &cutter{size: inTwos(lists)}
			c.spoil = func(_ string, n int, tree map[string]any) {
				if _, tokened := tree["NextToken"]; tokened && n == 2 {
					tree["NextToken"] = back
				}
			}
			allIncomplete(t, name, c.front(), tokenedOf(lists))
		}
		c := &cutter{size: inTwos(lists)}
		ignoring := c.front()
		ignoring.instead = func(a asked) (int, string) {
			if c.at(a) > 1 {
				a.params.Set("NextToken", "")
				text, _ := json.Marshal(c.page(a, 1))
				return 200, string(text)
			}
			return 0, ""
		}
		allIncomplete(t, "every page is the first", ignoring, lists)
	})
}

func totalDisagrees(t *testing.T) {
	bothLists(t, func(t *testing.T, lists map[string]guard.Category) {
		for name, say := range map[string]func(int) any{
			"more": func(n int) any { return n + 1 }, "fewer": func(n int) any { return max(n-1, 0) }, "none": func(int) any { return nil },
			"a text": func(n int) any { return fmt.Sprint(n) }, "below nothing": func(int) any { return -1 },
		} {
			allIncomplete(t, name, &front{change: func(a asked, tree map[string]any) {
				if _, ours := lists[a.action]; !ours {
					return
				}
				if field, n := total(tree); field != "" {
					tree[field] = say(n)
				}
			}}, lists)
		}
	})
}

// wholeOrIncomplete audits and wants of each category that it is incomplete, or
// has all that the world holds.
func wholeOrIncomplete(t *testing.T, f *front, lists map[string]guard.Category) {
	t.Parallel()
	want := audit(t, start(t, crowded()), key)
	got := audit(t, behind(t, crowded(), f), key)
	for _, category := range lists {
		whole := cmp.Diff(foundIn(want, account, category), foundIn(got, account, category), ignoringRequests) == ""
		if !whole && completeIn(got, account, category) {
			t.Errorf("%s counts as read, and %d of %d were found", category, len(foundIn(got, account, category)), len(foundIn(want, account, category)))
		}
	}
}

var ignoringRequests = cmp.FilterPath(func(p cmp.Path) bool { return p.Last().String() == ".CloudRequestID" }, cmp.Ignore())

// totalChanges lets each page declare another total, while rows are there and
// while one of them is missing.
func totalChanges(t *testing.T) {
	bothLists(t, func(t *testing.T, lists map[string]guard.Category) {
		for name, lost := range map[string]int{"all rows": 0, "without the last": 1, "without the last page": 2} {
			var mu sync.Mutex
			pages := 0
			c := &cutter{size: inTwos(lists)}
			c.spoil = func(_ string, _ int, tree map[string]any) {
				rows, set := list(tree)
				field, n := total(tree)
				mu.Lock()
				defer mu.Unlock()
				pages++
				if tree[field] = n + pages%2; tree["NextToken"] == "" || len(rows) < 2 {
					set(rows[:max(len(rows)-lost, 0)])
				}
			}
			t.Run(name, func(t *testing.T) { wholeOrIncomplete(t, c.front(), lists) })
		}
	})
}

// rowsMove turns each list by one row from page to page, so that one row is
// missed and another is there twice; and reads a list whose first row goes away.
func rowsMove(t *testing.T) {
	bothLists(t, func(t *testing.T, lists map[string]guard.Category) {
		for name, turn := range map[string]int{"forwards": 1, "backwards": -1} {
			c := &cutter{size: inTwos(lists)}
			c.spoil = func(action string, n int, tree map[string]any) {
				if n != 1 {
					c.turn(action, turn)
				}
			}
			t.Run(name, func(t *testing.T) { wholeOrIncomplete(t, c.front(), lists) })
		}
	})
	t.Run("the first row goes away", func(t *testing.T) {
		t.Parallel()
		w := world()
		w.Resources.ECSDisks = []aliyunsim.ECSDisk{{ID: "x", Region: home, Count: 500}, {ID: "d-mine", Region: home, Key: keyID}}
		var f *front
		var gone atomic.Int64
		f = &front{before: func(a asked) {
			if a.action == "DescribeDisks" && a.params.Get("NextToken") != "" {
				if err := f.sim.Remove("ecs_disks", fmt.Sprintf("x-%06d", gone.Add(1))); err != nil {
					t.Error(err)
				}
			}
		}}
		a := audit(t, behind(t, w, f), key)
		if len(foundIn(a, account, guard.ECSDisk)) != 1 || !completeIn(a, account, guard.ECSDisk) || gone.Load() == 0 {
			t.Errorf("%v, %v after %d were gone", lines(a), rows(a, guard.ECSDisk), gone.Load())
		}
	})
}

// turn turns what is kept of lists of an action.
func (c *cutter) turn(action string, by int) {
	for name, tree := range c.kept {
		rows, set := list(tree)
		if len(rows) > 1 && strings.Contains(name, "Action="+action+"&") {
			k := (by + len(rows)) % len(rows)
			set(slices.Concat(rows[k:], rows[:k]))
		}
	}
}

// pagesCut gives pages of one row, of two and of three where many were asked for.
func pagesCut(t *testing.T) {
	for _, size := range []int{1, 3} {
		t.Run(fmt.Sprint(size), func(t *testing.T) {
			t.Parallel()
			c := &cutter{size: pagesOf(size)}
			a := audit(t, behind(t, crowded(), c.front()), key)
			if len(a.Dependencies) != foundInFull || !a.Complete() {
				t.Errorf("%d dependencies, incomplete %v", len(a.Dependencies), a.IncompleteRows())
			}
		})
	}
}
