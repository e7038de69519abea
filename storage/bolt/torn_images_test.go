package bolt_test

import (
	"bytes"
	"fmt"
	"iter"
	"slices"
)

// image is what a file might hold when a commit was interrupted.
type image struct {
	name  string
	bytes []byte
}

// part is a range of a file.
type part struct{ from, size int }

// tornImages yields the images of a file of which some pages of a commit were
// written: all orders' beginnings, with the headers first and last; all but one;
// all but a part of one; and where there are few, each choice of them.
func tornImages(before, after []byte) iter.Seq[image] {
	return func(yield func(image) bool) {
		pages := changedPages(before, after)
		emit := func(name string, written []part) bool {
			return yield(image{name, partly(before, after, written)})
		}
		for _, order := range orders(pages) {
			for n := range order {
				if !emit(fmt.Sprintf("only pages %v", order[:n]), whole(order[:n])) {
					return
				}
			}
		}
		for i, page := range pages {
			others := slices.Delete(slices.Clone(pages), i, i+1)
			for cut := 0; cut < pageSize/sectorSize; cut += cutStep() {
				half := part{page * pageSize, cut * sectorSize}
				rest := part{half.from + half.size, pageSize - half.size}
				if !emit(fmt.Sprintf("all but page %d from byte %d", page, half.size), append(whole(others), half)) ||
					!emit(fmt.Sprintf("all but page %d up to byte %d", page, half.size), append(whole(others), rest)) ||
					!emit(fmt.Sprintf("pages %v and %d up to byte %d", pages[:i], page, half.size), append(whole(pages[:i]), half)) {
					return
				}
			}
		}
		chosen(pages, emit)
	}
}

// cutStep is by how many sectors the cut through a page moves on.
func cutStep() int {
	if thorough {
		return 1
	}
	return 3
}

// chosen emits every choice of pages, of up to five, or of up to ten where there is
// time for it.
func chosen(pages []int, emit func(string, []part) bool) {
	most := 4
	if thorough {
		most = 10
	}
	if len(pages) > most {
		return
	}
	for choice := range 1 << len(pages) {
		var some []int
		for i, page := range pages {
			if choice>>i&1 == 1 {
				some = append(some, page)
			}
		}
		if !emit(fmt.Sprintf("pages %v of %v", some, pages), whole(some)) {
			return
		}
	}
}

// orders are the ones in which the pages might reach the disk: as they lie, the
// headers last, and backwards.
func orders(pages []int) [][]int {
	isHeader := func(page int) bool { return page < 2 }
	headersLast := slices.DeleteFunc(slices.Clone(pages), isHeader)
	for _, page := range pages {
		if isHeader(page) {
			headersLast = append(headersLast, page)
		}
	}
	backwards := slices.Clone(pages)
	slices.Reverse(backwards)
	return [][]int{pages, headersLast, backwards}
}

func whole(pages []int) []part {
	parts := make([]part, len(pages))
	for i, page := range pages {
		parts[i] = part{page * pageSize, pageSize}
	}
	return parts
}

// partly is the file before a commit with some parts of the file after it. What
// was never written reads as zeros where the file goes on behind it.
func partly(before, after []byte, written []part) []byte {
	file := bytes.Clone(before)
	for _, p := range written {
		data := span(after, p.from, p.size)
		if end := p.from + len(data); len(data) > 0 && end > len(file) {
			file = append(file, make([]byte, end-len(file))...)
		}
		copy(span(file, p.from, len(data)), data)
	}
	return file
}

// inOrder leaves out the images in which a header was written before all the rest,
// against which a sync stands on a sound disk.
func inOrder(before, after []byte) iter.Seq[image] {
	return func(yield func(image) bool) {
		const rest = 2 * pageSize
		for i := range tornImages(before, after) {
			headersAsBefore := bytes.Equal(span(i.bytes, 0, rest), span(before, 0, rest))
			if complete := bytes.Equal(span(i.bytes, rest, len(after)), span(after, rest, len(after))); !headersAsBefore && !complete {
				continue
			}
			if !yield(i) {
				return
			}
		}
	}
}
