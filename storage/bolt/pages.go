package bolt

import (
	"errors"
	"fmt"
	"io"
)

// Every page of a bbolt file begins with its number (8 bytes), its kind (2), how
// many elements follow (2) and how many pages more belong to it (4). Elements have
// 16 bytes each and lie behind one another; what they point to is in the same page.
const (
	pageStart   = 16
	elementSize = 16

	kindBranch   = 0x01
	kindLeaf     = 0x02
	kindFreelist = 0x10

	// bucketRow marks an element of a leaf whose value is a bucket.
	bucketRow = 0x01
	// maxDepth is more than any file needs: a tree of four levels has millions of rows.
	maxDepth = 32
)

// pageWalk follows the pages of a file from its header and believes none of them:
// bbolt itself never ends on a page that leads to itself, and in one that was not
// written it may read anything.
type pageWalk struct {
	file  io.ReaderAt
	size  int    // of a page
	taken []bool // by page: it has its place in a tree, or in the list of free ones
}

// checkPages returns an error unless every page of a file has exactly one place.
func checkPages(f io.ReaderAt, pageSize int, h header) error {
	info := pageWalk{file: f, size: pageSize}
	if h.pages > 1<<40 {
		return fmt.Errorf("the header counts %d pages", h.pages)
	}
	info.taken = make([]bool, h.pages)
	for n := range min(2, len(info.taken)) {
		info.taken[n] = true
	}
	if err := errors.Join(info.tree(h.root, 0), info.free(h.freelist)); err != nil {
		return err
	}
	for n, taken := range info.taken {
		if !taken {
			return fmt.Errorf("page %d has no place", n)
		}
	}
	return nil
}

// page is one page with all that belongs to it.
type page struct {
	number uint64
	kind   uint16
	count  int
	size   int // bytes
	head   []byte
}

// take reads the beginning of a page and gives it its place.
func (w *pageWalk) take(number uint64) (page, error) {
	p := page{number: number, head: make([]byte, w.size)}
	if number >= uint64(len(w.taken)) {
		return p, fmt.Errorf("page %d is beyond the end", number)
	}
	if _, err := w.file.ReadAt(p.head, int64(number)*int64(w.size)); err != nil { //nolint:gosec // less than 2⁴⁰
		return p, fmt.Errorf("page %d: %w", number, err)
	}
	if native.Uint64(p.head) != number {
		return p, fmt.Errorf("page %d says that it is page %d", number, native.Uint64(p.head))
	}
	p.kind, p.count = native.Uint16(p.head[8:]), int(native.Uint16(p.head[10:]))
	more := uint64(native.Uint32(p.head[12:]))
	if number+more >= uint64(len(w.taken)) {
		return p, fmt.Errorf("page %d has %d more, beyond the end", number, more)
	}
	p.size = w.size * int(more+1) //nolint:gosec // less than the file has
	for n := number; n <= number+more; n++ {
		if err := w.place(n); err != nil {
			return p, err
		}
	}
	return p, nil
}

func (w *pageWalk) place(number uint64) error {
	if number >= uint64(len(w.taken)) {
		return fmt.Errorf("page %d is beyond the end", number)
	}
	if w.taken[number] {
		return fmt.Errorf("page %d has two places", number)
	}
	w.taken[number] = true
	return nil
}

// tree follows a page and all below it.
func (w *pageWalk) tree(number uint64, depth int) error {
	p, err := w.take(number)
	if err != nil {
		return err
	}
	elements, err := w.read(p, pageStart, p.count*elementSize)
	if err != nil {
		return err
	}
	for i := range p.count {
		e := elements[i*elementSize:]
		at := pageStart + i*elementSize
		switch {
		case depth > maxDepth:
			err = fmt.Errorf("page %d lies too deep", number)
		case p.kind == kindBranch:
			err = errors.Join(p.holds(at, native.Uint32(e), native.Uint32(e[4:]), 0), w.tree(native.Uint64(e[8:]), depth+1))
		case p.kind == kindLeaf:
			err = w.row(p, at, e, depth)
		default:
			err = fmt.Errorf("page %d is of kind %#x, where a branch or leaf belongs", number, p.kind)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// row checks one element of a leaf, and follows it where it is a bucket.
func (w *pageWalk) row(p page, at int, e []byte, depth int) error {
	flags, offset, key, value := native.Uint32(e), native.Uint32(e[4:]), native.Uint32(e[8:]), native.Uint32(e[12:])
	if err := p.holds(at, offset, key, value); err != nil {
		return err
	}
	if flags&bucketRow == 0 {
		return nil
	}
	bucket, err := w.read(p, at+int(offset)+int(key), int(value))
	if err != nil {
		return err
	}
	if len(bucket) < 16 {
		return fmt.Errorf("page %d has a bucket that is cut short", p.number)
	}
	if root := native.Uint64(bucket); root != 0 {
		return w.tree(root, depth+1)
	}
	return checkInline(p.number, bucket[16:])
}

// checkInline checks a bucket so small that its only page lies within a row.
func checkInline(number uint64, b []byte) error {
	if len(b) < pageStart || native.Uint16(b[8:]) != kindLeaf {
		return fmt.Errorf("page %d has a bucket that cannot be read", number)
	}
	p := page{number: number, count: int(native.Uint16(b[10:])), size: len(b)}
	if pageStart+p.count*elementSize > len(b) {
		return fmt.Errorf("page %d has a bucket that is cut short", number)
	}
	for i := range p.count {
		at := pageStart + i*elementSize
		e := b[at:]
		if err := p.holds(at, native.Uint32(e[4:]), native.Uint32(e[8:]), native.Uint32(e[12:])); err != nil {
			return err
		}
		if native.Uint32(e)&bucketRow != 0 {
			return fmt.Errorf("page %d has a bucket within a bucket", number)
		}
	}
	return nil
}

// holds says whether what an element points to lies within its page. The distance
// is counted from the element.
func (p page) holds(at int, offset, key, value uint32) error {
	if uint64(at)+uint64(offset)+uint64(key)+uint64(value) > uint64(p.size) { //nolint:gosec // a place in a page
		return fmt.Errorf("page %d has a row beyond its end", p.number)
	}
	return nil
}

// read returns bytes of a page, from its first part where they lie in it.
func (w *pageWalk) read(p page, from, size int) ([]byte, error) {
	if from+size > p.size {
		return nil, fmt.Errorf("page %d is cut short", p.number)
	}
	if from+size <= len(p.head) {
		return p.head[from : from+size], nil
	}
	b := make([]byte, size)
	if _, err := w.file.ReadAt(b, int64(p.number)*int64(w.size)+int64(from)); err != nil { //nolint:gosec // less than 2⁴⁰
		return nil, fmt.Errorf("page %d: %w", p.number, err)
	}
	return b, nil
}

// free gives the free pages their place.
func (w *pageWalk) free(number uint64) error {
	p, err := w.take(number)
	if err != nil {
		return err
	}
	if p.kind != kindFreelist {
		return fmt.Errorf("page %d is of kind %#x, where the list of free pages belongs", number, p.kind)
	}
	from := pageStart
	if p.count == 0xFFFF { // too many for two bytes: the number is the first element
		p.count, from = int(min(native.Uint64(p.head[pageStart:]), uint64(len(w.taken)))), pageStart+8 //nolint:gosec // less than there are pages
	}
	list, err := w.read(p, from, p.count*8)
	if err != nil {
		return err
	}
	for ; len(list) > 0; list = list[8:] {
		if err := w.place(native.Uint64(list)); err != nil {
			return err
		}
	}
	return nil
}
