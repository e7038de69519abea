package acs

import (
	"errors"
	"fmt"
	"slices"

	"kmsguard/guard"
)

// endpoints knows the address of each product in each region. It is asked for
// every call, so that the SDK never guesses a host nor asks the location
// service for one.
type endpoints map[Product]address

// newEndpoints checks the configured addresses. Clear text to another machine
// is refused unless insecure.
func newEndpoints(configured map[Product]string, insecure bool) (endpoints, error) {
	known := endpoints{}
	for product, text := range configured {
		a, err := checkedAddress(product, text, insecure)
		if err != nil {
			return nil, &guard.Error{
				Op:      "acs.New",
				Subject: fmt.Sprintf("endpoint of %q", product),
				Kind:    guard.Invalid,
				Hint:    fmt.Sprintf("Correct alicloud.endpoints.%s in the configuration.", product),
				Err:     err,
			}
		}
		known[product] = a
	}
	return known, nil
}

func checkedAddress(product Product, text string, insecure bool) (address, error) {
	if _, ok := apis[product]; !ok {
		return address{}, fmt.Errorf("is no product that is called; known are %v", Products())
	}
	a, err := parseAddress(text)
	if err != nil {
		return address{}, err
	}
	if a.exposed() && !insecure {
		return address{}, errors.New("would send credentials in clear text to another machine")
	}
	return a, nil
}

// find returns the address of a product in a region: the configured one, else
// the cloud's own.
func (e endpoints) find(p Product, region string) (address, error) {
	api, ok := apis[p]
	if !ok {
		return address{}, fmt.Errorf("product %q is not known", p)
	}
	if !regionForm.MatchString(region) {
		return address{}, fmt.Errorf("%q is not a region; an example is cn-hangzhou", region)
	}
	if a, ok := e[p]; ok {
		return a.in(region), nil
	}
	host := api.pattern
	if shared, ok := api.shared[region]; ok {
		host = shared
	}
	return address{scheme: "https", host: host}.in(region), nil
}

// Hosts returns the hosts that calls to these products in these regions go to,
// sorted and without repetition: what a firewall must let through.
func (c *Client) Hosts(products []Product, regions []string) ([]string, error) {
	var hosts []string
	for _, p := range products {
		for _, r := range regions {
			a, err := c.endpoints.find(p, r)
			if err != nil {
				return nil, &guard.Error{Op: "acs.Hosts", Subject: string(p), Kind: guard.Invalid, Err: err}
			}
			hosts = append(hosts, a.host)
		}
	}
	slices.Sort(hosts)
	return slices.Compact(hosts), nil
}
