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

// describeZonedRegions answers the enabled regions with their zones, in the form
// that most databases share.
func describeZonedRegions(s *Sim, _ *call) (any, *apiError) {
	rows := []object{}
	for _, region := range s.regions.all() {
		zones := []object{}
		for _, z := range zonesOf(region) {
			zones = append(zones, object{"ZoneId": z, "VpcEnabled": true})
		}
		rows = append(rows, object{"RegionId": region, "Zones": object{"Zone": zones}})
	}
	return object{"Regions": object{"Region": rows}}, nil
}

// zonesOf are the zones of a region.
func zonesOf(region string) []string { return []string{region + "-a", region + "-b"} }
