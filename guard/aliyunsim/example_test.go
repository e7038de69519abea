package aliyunsim_test

import (
	"fmt"
	"net/http/httptest"
	"time"

	"kmsguard/guard/aliyunsim"
)

// A simulator is a handler: serve it, and point any client of KMS at the address.
func ExampleNew() {
	start := time.Date(2026, 11, 2, 9, 0, 0, 0, time.UTC)
	world := aliyunsim.World{
		Account:    "1234567890123456",
		Principals: []aliyunsim.Principal{{AccessKey: "sandbox-id", Secret: "sandbox-secret", User: "kmsguard", Policies: []aliyunsim.PolicyRef{{Name: "AliyunKMSReadOnlyAccess"}}}},
		Keys:       []aliyunsim.Key{{ID: "key-hzz650a1b2c3d4e5f6g7h", Region: "cn-hangzhou"}},
	}
	now := func() time.Time { return start }
	sim, err := aliyunsim.New(world, aliyunsim.Options{Now: now, Real: now})
	if err != nil {
		fmt.Println(err)
		return
	}
	server := httptest.NewServer(sim)
	defer server.Close()

	// Somebody outside the bot schedules a deletion; nine days later the key is gone.
	if err := sim.Console("ScheduleKeyDeletion", "key-hzz650a1b2c3d4e5f6g7h", "9"); err != nil {
		fmt.Println(err)
	}
	key, _ := sim.Key("key-hzz650a1b2c3d4e5f6g7h")
	fmt.Println(key.State, key.DeletesAt.Format(time.DateOnly))
	start = start.AddDate(0, 0, 9)
	key, _ = sim.Key("key-hzz650a1b2c3d4e5f6g7h")
	fmt.Println(key.State)
	// Output:
	// PendingDeletion 2026-11-11
	// Deleted
}
