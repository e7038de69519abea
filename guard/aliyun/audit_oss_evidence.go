package aliyun

import "fmt"

// scanned records for a key what is known of objects with a key of their own:
// what was looked at, as evidence, and the buckets that were not looked at wholly.
func (f *finding) scanned(scans []*bucketScan, asked bool) {
	var looked, in, under, gone int
	var left []string
	for _, b := range scans {
		if b.looked > 0 || b.whole {
			in++
		}
		looked, gone = looked+b.looked, gone+b.gone
		if u := b.under[f]; u != nil {
			under += u.number
		}
		if !b.whole {
			left = append(left, b.String())
		}
	}
	f.unknowable(len(left), "objects with a key of their own in "+count(len(left), "bucket"), left...)
	if asked {
		f.proves(evidence(looked, in, under, gone, len(left)))
	}
}

// evidence writes what a look at objects has shown.
func evidence(looked, in, under, gone, left int) string {
	found := "none"
	if under > 0 {
		found = thousands(under)
	}
	text := fmt.Sprintf("%s in %s looked at, %s under the key", count(looked, "object"), count(in, "bucket"), found)
	if gone > 0 {
		text += fmt.Sprintf("; %s deleted meanwhile", count(gone, "object"))
	}
	if left > 0 {
		text += fmt.Sprintf("; %s not looked at wholly", count(left, "bucket"))
	}
	return text
}

// String names a bucket, and how far it was looked at.
func (b *bucketScan) String() string {
	if b.looked == 0 {
		return "bucket " + b.name
	}
	return fmt.Sprintf("bucket %s, %s looked at", b.name, count(b.looked, "object"))
}
