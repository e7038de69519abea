package aliyunsim

import (
	"maps"
	"slices"
	"strings"
	"time"
)

// flowControl is the category of quotas that are rates of calls.
const flowControl = "FlowControl"

// quotasAPI is the catalogue of Quota Center.
func quotasAPI() product {
	return product{
		code: "quotas", service: "Quotas", version: "2020-05-10", central: true,
		actions: []action{{
			name: "ListProductQuotas", form: true, required: []string{"ProductCode"},
			optional: []string{"QuotaCategory", "QuotaActionCode", "KeyWord", "Dimensions.N.Key", "Dimensions.N.Value", "MaxResults", "NextToken"},
			handle:   listProductQuotas,
		}},
	}
}

// listProductQuotas serves ListProductQuotas. Quota Center: MaxResults 1 to 100,
// 30 by default; the category is CommonQuota unless another is asked for. It
// knows the rate of part of the APIs only: here of those that the world names.
func listProductQuotas(s *Sim, c *call) (any, *apiError) {
	size, err := c.integer("MaxResults", 30, 1, 100)
	if err != nil {
		return nil, err
	}
	if category := c.str("QuotaCategory"); !is("", "CommonQuota", "WhiteListLabel", flowControl)(category) {
		return nil, invalidParameter("QuotaCategory", "must be CommonQuota, WhiteListLabel or FlowControl")
	}
	if s.products[c.str("ProductCode")] == nil {
		return nil, invalidParameter("ProductCode", "is not the code of a product with quotas")
	}
	query := queryPrint(c)
	offset, err := pageOffset(c, query)
	if err != nil {
		return nil, err
	}
	rows, err := s.rateRows(c)
	if err != nil {
		return nil, err
	}
	page := cut(rows, offset, size)
	reply := object{"Quotas": page, "TotalCount": len(rows), "MaxResults": size}
	if end := offset + len(page); end < len(rows) {
		reply["NextToken"] = pageToken(query, end)
	}
	return reply, nil
}

// rateRows are the rates that the call asks for, one for each region unless the
// product is central.
func (s *Sim) rateRows(c *call) ([]object, *apiError) {
	region, err := rateRegion(c)
	if err != nil {
		return nil, err
	}
	rows := []object{}
	if c.str("QuotaCategory") != flowControl {
		return rows, nil
	}
	product := s.products[c.str("ProductCode")]
	for _, api := range slices.Sorted(maps.Keys(s.quotas)) {
		code, name, _ := strings.Cut(api, ".")
		if code != product.code || !strings.Contains(name, c.str("KeyWord")) || !is("", name)(c.str("QuotaActionCode")) {
			continue
		}
		if product.central {
			rows = append(rows, s.rateRow(product, name, s.quotas[api], object{}))
			continue
		}
		for _, r := range s.regions.all() {
			if is("", r)(region) {
				rows = append(rows, s.rateRow(product, name, s.quotas[api], object{"regionId": r}))
			}
		}
	}
	return rows, nil
}

// rateRegion is the region that the call's dimensions name, empty for every one.
func rateRegion(c *call) (string, *apiError) {
	region := ""
	for name, value := range c.params {
		number, isKey := strings.CutSuffix(name, ".Key")
		switch {
		case !isKey:
		case value != "regionId":
			return "", invalidParameter(name, "names a dimension that flow control does not have: use regionId")
		default:
			region = c.str(number + ".Value")
		}
	}
	return region, nil
}

// periodUnits are Quota Center's words for the windows of rates.
var periodUnits = map[time.Duration]string{time.Second: "second", time.Minute: "minute", time.Hour: "hour"}

// rateRow is a rate as ListProductQuotas shows it.
func (s *Sim) rateRow(p *product, name string, r rate, dimensions object) object {
	return object{
		"QuotaActionCode": name, "QuotaName": name, "QuotaDescription": "Calls of " + name, "QuotaCategory": flowControl,
		"QuotaArn":    "acs:quotas:*:" + s.account + ":quota/" + p.code + "/" + flowControl + "/" + name,
		"ProductCode": p.code, "TotalQuota": float64(r.calls), "QuotaUnit": "Count", "Adjustable": false, "Consumable": false,
		"Period": object{"PeriodValue": 1, "PeriodUnit": periodUnits[r.window]}, "Dimensions": dimensions,
	}
}
