package slacksim_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"time"

	"kmsguard/bot/slacksim"
)

// A Sim is served at an address that any Slack client can be pointed at; people
// act in it by name. Here nobody listens to what alice types.
func ExampleNew() {
	world, err := slacksim.ParseWorld([]byte(`
team: {id: T0ACME, name: Acme}
users: [{id: U0ALICE, name: alice}]
channels: [{id: C0KEYS, name: key-changes, members: [alice]}]
`))
	if err != nil {
		panic(err)
	}
	sim, err := slacksim.New(world, slacksim.Options{Now: time.Now, Real: time.Now})
	if err != nil {
		panic(err)
	}
	defer func() { _ = sim.Close() }()
	server := httptest.NewServer(sim)
	defer server.Close()

	alice := sim.As("alice")
	if err := alice.Slash(context.Background(), "key-changes", "/kms help"); err != nil {
		panic(err)
	}
	fmt.Println(alice.LastError())
	// Output: /kms failed with the error "dispatch_failed"
}
