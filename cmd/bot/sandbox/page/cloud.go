package page

// cloudParts are the view of the account.
var cloudParts = []part{
	{"keys", inCloud(keys)},
	{"dependents", inCloud(dependents)},
	{"calls", inCloud(calls)},
	{"trail", inCloud(trail)},
	{"console", inCloud(console)},
}

// inCloud fills a list only while the cloud is shown.
func inCloud(fill func(*scene) []item) func(*scene) []item {
	return inPane(cloudPane, fill)
}

// inPane fills a list only while its pane is open.
func inPane(name string, fill func(*scene) []item) func(*scene) []item {
	return func(sc *scene) []item {
		if sc.at.Pane != name {
			return nil
		}
		return fill(sc)
	}
}
