package page

import (
	"context"
	"errors"
	"net/url"

	"kmsguard/guard/aliyunsim"
)

// colleague is who acts at the console.
const colleague = "colleague"

// console is what a colleague can do to the key that is open, outside of the bot.
func console(sc *scene) []item {
	k, ok := sc.openKey()
	if !ok || k.State == "Deleted" {
		return nil
	}
	items := []item{sc.one("console-head", "console-head", map[string]any{
		"Key": k.ID, "Add": sc.control("cloud/add"), "Kinds": kindChoices(),
	})}
	for _, v := range aliyunsim.ConsoleVerbs() {
		id := "verb-" + v.Name
		items = append(items, sc.one(id, "verb", struct {
			aliyunsim.ConsoleVerb
			ID, Key, Do, Begin string
		}{v, id, k.ID, sc.control("cloud/console"), initially(v.Argument)}))
	}
	return items
}

// kindChoice is a kind of dependent to add.
type kindChoice struct{ Kind, Word string }

func kindChoices() []kindChoice {
	var all []kindChoice
	for _, k := range aliyunsim.DependentKinds() {
		all = append(all, kindChoice{k, kindWord(k)})
	}
	return all
}

// initially is what an argument begins with.
func initially(argument string) string {
	switch argument {
	case "DAYS":
		return "7"
	case "true|false":
		return "true"
	case "alias/NAME":
		return "alias/"
	}
	return ""
}

// cloudControls are what the cloud's forms do.
var cloudControls = map[string]control{
	"cloud/console": func(_ context.Context, p *Page, form url.Values) error {
		args := []string{form.Get("key")}
		if argument := form.Get("argument"); argument != "" {
			args = append(args, argument)
		}
		return p.host.Cloud().ConsoleAs(colleague, form.Get("event"), args...)
	},
	"cloud/add": func(_ context.Context, p *Page, form url.Values) error {
		_, err := p.host.Cloud().AddDependent(form.Get("kind"), form.Get("key"))
		return err
	},
	"cloud/remove": func(_ context.Context, p *Page, form url.Values) error {
		if form.Get("id") == "" {
			return errors.New("the form does not say what to remove; load the page again")
		}
		return p.host.Cloud().Remove(form.Get("kind"), form.Get("id"))
	},
}
