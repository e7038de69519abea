package main

import "testing"

const ordersKey = "key-hzz650a1b2c3d4e5f6g7h"

func TestBrowserDeletion(t *testing.T) {
	v := openVenue(t, "shop")
	p := visit(t, v, v.seat("alice", "key-changes"), desk)
	p.command("/kms delete " + ordersKey + " in cn-hangzhou window 7 because OPS-4411")
	p.see("Waiting for 5 of 5 statements")
	p.pressAt("a[data-thread]")
	p.see("Dependency audit: 2 resources depend on this key")
}
