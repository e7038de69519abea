package page

import "sync"

// mostCached bounds how many messages each of the two halves of a cache holds.
const mostCached = 6_000

// cache keeps rendered messages by everything that their markup depends on. What
// was not asked for while as many others were made is forgotten.
type cache struct {
	mu          sync.Mutex
	young, aged map[messageKey]item
}

// get returns the item of a key, made now if it is not there.
func (c *cache) get(key messageKey, make func() item) item {
	if i, ok := c.find(key); ok {
		return i
	}
	i := make()
	c.mu.Lock()
	defer c.mu.Unlock()
	c.keep(key, i)
	return i
}

func (c *cache) find(key messageKey) (item, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if i, ok := c.young[key]; ok {
		return i, true
	}
	i, ok := c.aged[key]
	if ok {
		c.keep(key, i)
	}
	return i, ok
}

// keep puts an item among the young; when there are too many, they age, and those
// that had aged before are forgotten. The caller holds the lock.
func (c *cache) keep(key messageKey, i item) {
	if c.young == nil || len(c.young) >= mostCached {
		c.young, c.aged = map[messageKey]item{}, c.young
	}
	c.young[key] = i
}
