package report_test

import (
	"testing"
	"time"

	"kmsguard/guard"
	"kmsguard/guard/report"
)

func TestSpan(t *testing.T) {
	tests := []struct {
		d    time.Duration
		want string
	}{
		{-time.Second, "no time"}, {0, "0 seconds"}, {time.Second, "1 second"}, {time.Minute, "1 minute"}, {45 * time.Minute, "45 minutes"},
		{time.Hour, "1 hour"}, {4 * time.Hour, "4 hours"}, {24 * time.Hour, "24 hours"}, {47 * time.Hour, "47 hours"},
		{48 * time.Hour, "2 days"}, {7 * 24 * time.Hour, "7 days"}, {84 * time.Hour, "4 days"},
	}
	for _, tt := range tests {
		if got := report.Span(tt.d); got != tt.want {
			t.Errorf("Span(%s) = %q, want %q", tt.d, got, tt.want)
		}
	}
}

func TestCount(t *testing.T) {
	tests := []struct {
		n    int
		noun string
		want string
	}{
		{0, "resource", "0 resources"}, {1, "dependency", "1 dependency"}, {2, "dependency", "2 dependencies"},
		{2, "person", "2 people"}, {1, "person", "1 person"}, {7, "day", "7 days"}, {2, "entry", "2 entries"}, {3, "key", "3 keys"},
	}
	for _, tt := range tests {
		if got := report.Count(tt.n, tt.noun); got != tt.want {
			t.Errorf("Count(%d, %q) = %q, want %q", tt.n, tt.noun, got, tt.want)
		}
	}
}

func TestPlanCommand(t *testing.T) {
	const tail = " --region cn-hangzhou --KeyId key-hzz650a1b2c3d4e5f6g7h"
	tests := []struct {
		plan guard.Plan
		want string
	}{
		{guard.Plan{Action: guard.Disable}, "aliyun kms DisableKey" + tail},
		{guard.Plan{Action: guard.Enable}, "aliyun kms EnableKey" + tail},
		{guard.Plan{Action: guard.Cancel}, "aliyun kms CancelKeyDeletion" + tail},
		{guard.Plan{Action: guard.Delete, WindowDays: 7}, "aliyun kms ScheduleKeyDeletion" + tail + " --PendingWindowInDays 7"},
		{guard.Plan{Action: guard.Rotate, Rotation: guard.RotateNow}, "aliyun kms CreateKeyVersion" + tail},
		{guard.Plan{Action: guard.Rotate, Rotation: guard.RotateEvery, RotationDays: 90}, "aliyun kms UpdateRotationPolicy" + tail + " --EnableAutomaticRotation true --RotationInterval 90d"},
		{guard.Plan{Action: guard.Rotate, Rotation: guard.RotateOff}, "aliyun kms UpdateRotationPolicy" + tail + " --EnableAutomaticRotation false"},
	}
	for _, tt := range tests {
		if got := report.PlanCommand(tt.plan, key); got != tt.want {
			t.Errorf("PlanCommand(%s)\n got %s\nwant %s", tt.plan, got, tt.want)
		}
	}
}
