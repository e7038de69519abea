package aliyunsim

// describeRegions answers the enabled regions as {outer: {inner: [{RegionId}]}}.
func describeRegions(outer, inner string) func(*Sim, *call) (any, *apiError) {
	return func(s *Sim, _ *call) (any, *apiError) {
		rows := []object{}
		for _, r := range s.regions.all() {
			rows = append(rows, object{"RegionId": r})
		}
		return object{outer: object{inner: rows}}, nil
	}
}
