package page

import "sync"

// mostCached bounds how many rendered messages are kept.
const mostCached = 20_000

// cache keeps rendered messages by everything that their markup depends on.
type cache struct {
	mu  sync.Mutex
	all map[string]item
}

// get returns the item of a key, made now if it is not there.
func (c *cache) get(key string, make func() item) item {
	c.mu.Lock()
	i, ok := c.all[key]
	c.mu.Unlock()
	if ok {
		return i
	}
	i = make()
	c.put(key, i)
	return i
}

func (c *cache) put(key string, i item) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.all == nil || len(c.all) >= mostCached {
		c.all = map[string]item{}
	}
	c.all[key] = i
}
