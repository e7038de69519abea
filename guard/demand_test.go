package guard

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Whatever a file says, no rule goes below the floors.
func TestDemandAndItsFloors(t *testing.T) {
	tests := []struct {
		name   string
		action Action
		said   *Demand
		want   Demand
	}{
		{"a deletion of which nothing is said", Delete, nil, Demand{Statements: []int{1, 2, 3, 4, 5}, Approvers: 5}},
		{"a deletion by one statement of one person", Delete, &Demand{Statements: []int{4}, Approvers: 1}, Demand{Statements: []int{1, 2, 3, 4, 5}, Approvers: 2}},
		{"a disable that its requester confirms in one press", Disable,
			&Demand{Statements: []int{1}, Approvers: 1, RequesterConfirm: true, OnePress: true}, Demand{Statements: []int{1, 2, 3, 4}, Approvers: 2}},
		{"a disable of which only the number of people is said", Disable, &Demand{Approvers: 5}, Demand{Statements: []int{1, 2, 3, 4}, Approvers: 5}},
		{"a rotation by nobody", Rotate, &Demand{Statements: []int{1}}, Demand{Statements: []int{1}, Approvers: 1}},
		{"a rotation in one press", Rotate, &Demand{Statements: []int{1, 4}, Approvers: 1, OnePress: true}, Demand{Statements: []int{1, 4}, Approvers: 1}},
		{"a cancel by two people in one press", Cancel, &Demand{Statements: []int{1, 4}, Approvers: 2, OnePress: true}, Demand{Statements: []int{1, 4}, Approvers: 2}},
		{"a cancel in one press", Cancel, &Demand{Statements: []int{1, 4}, Approvers: 1, OnePress: true},
			Demand{Statements: []int{1, 4}, Approvers: 1, OnePress: true, RequesterConfirm: true}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			rule := Rule{Demands: map[Action]Demand{}}
			if tt.said != nil {
				rule.Demands[tt.action] = *tt.said
			}
			if diff := cmp.Diff(tt.want, rule.Demand(tt.action)); diff != "" {
				t.Errorf("demand (-want +got):\n%s", diff)
			}
		})
	}
}
