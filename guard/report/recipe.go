package report

import "kmsguard/guard"

// recipe is how one kind of dependency is moved to another key. Its commands destroy nothing: they are pasted in one
// go, and what is old is deleted by hand when the new is verified.
type recipe struct {
	steps    []string
	commands func(move) []string // with what is known of the resource filled in; nil where there is none
	verify   string
	stuck    string // what no API moves, and what then
}

// move is one dependency on its way to another key.
type move struct {
	guard.Dependency
	from, to string // key IDs
}

// call is a call of a product's API in the region of the resource.
func (m move) call(product, action string, args ...string) string {
	return aliyun(product, action, append([]string{"RegionId", m.Region}, args...)...)
}

// recipeFor finds the recipe of a category and relation: the one of both, else that of the category alone, else what
// is right for anything.
func recipeFor(c guard.Category, relation string) recipe {
	for _, book := range []map[guard.Category]map[string]recipe{storageRecipes, databaseRecipes, otherRecipes} {
		if r, ok := book[c][relation]; ok {
			return r
		}
		if r, ok := book[c][""]; ok {
			return r
		}
	}
	return recipe{
		steps: []string{
			"Find how the product takes another key: in its console, or by making the resource anew under the new key.",
			"Copy the data there, switch its users over, and delete the old resource with its backups.",
		},
		verify: "the resource names the new key, and its users work.",
		stuck:  "nothing is known here of this kind of resource. Ask the vendor's support.",
	}
}

// anew is the recipe of what keeps its key for life: it is made anew and filled.
func anew(what, copyStep, verify string, commands func(move) []string) recipe {
	return recipe{
		steps: []string{
			"Make " + what + " anew under the new key, with the size and settings of the old one.",
			copyStep,
			"Switch the users over, watch them for a day, then release the old one and every backup of it.",
		},
		commands: commands, verify: verify,
		stuck: "the key of an existing resource is fixed, and backups of it stay under the old key until they are deleted or expire.",
	}
}
