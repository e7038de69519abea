package page

// cloudParts are the view of the account.
var cloudParts = []part{
	{"keys", keys},
	{"dependents", dependents},
	{"calls", calls},
	{"trail", trail},
	{"console", console},
}
