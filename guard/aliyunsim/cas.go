package aliyunsim

import (
	"net/http"
	"strconv"
)

// casAPI is the catalogue of the certificate service. It serves all regions at
// one place, and no answer of it names a KMS key.
func casAPI() product {
	return product{
		code: "cas", service: "cas", version: "2020-04-07", central: true,
		actions: []action{
			{
				name:     "ListUserCertificateOrder",
				optional: []string{"OrderType", "Status", "CurrentPage", "ShowSize", "Keyword"}, permission: "yundun-cert:ListUserCertificateOrder",
				handle: casListOrders,
			},
			{
				name: "GetUserCertificateDetail", required: []string{"CertId"}, optional: []string{"CertFilter"},
				permission: "yundun-cert:GetUserCertificateDetail", handle: casDescribeCertificate,
			},
		},
	}
}

// casListOrders serves ListUserCertificateOrder. Its default, the order type
// CPACK, lists what was bought and no certificate; CERT lists those issued and
// uploaded, UPLOAD the uploaded ones. All certificates here are uploaded. CERT
// without a status leaves out expired ones. CAS: 50 rows a page by default.
func casListOrders(s *Sim, c *call) (any, *apiError) {
	size, err := c.integer("ShowSize", 50, 1, 100)
	if err != nil {
		return nil, err
	}
	page, err := c.integer("CurrentPage", 1, 1, maxCount)
	if err != nil {
		return nil, err
	}
	match, err := casFilter(c)
	if err != nil {
		return nil, err
	}
	rows, total := s.tables.certificates.page(match, (page-1)*size, size)
	list := []object{}
	for _, r := range rows {
		row, err := s.casRow(r)
		if err != nil {
			return nil, err
		}
		list = append(list, row)
	}
	return object{"ShowSize": size, "CurrentPage": page, "TotalCount": total, "CertificateOrderList": list}, nil
}

func casFilter(c *call) (func(Certificate) bool, *apiError) {
	order, status := firstOf(c.str("OrderType"), "CPACK"), c.str("Status")
	if !is("", "ISSUED", "EXPIRED", "WILLEXPIRED")(status) {
		return nil, invalidParameter("Status", "must be ISSUED, WILLEXPIRED or EXPIRED")
	}
	word := c.str("Keyword")
	switch order {
	case "CPACK", "BUY":
		return func(Certificate) bool { return false }, nil
	case "CERT", "UPLOAD":
		return func(r Certificate) bool {
			hidden := r.Expired && status == "" && order == "CERT"
			return !hidden && (status == "" || status == r.status()) && (word == "" || contains(word)(r.commonName()))
		}, nil
	default:
		return nil, invalidParameter("OrderType", "must be CPACK, BUY, UPLOAD or CERT")
	}
}

func (r Certificate) commonName() string { return firstOf(r.CommonName, "example.com") }

func (r Certificate) status() string {
	if r.Expired {
		return "EXPIRED"
	}
	return "ISSUED"
}

// x509 makes the certificate itself.
func (s *Sim) x509(r Certificate) (issued, *apiError) {
	keyID := ""
	if r.Key != "" {
		keyID = s.keyIDOf(r.Region, r.Key)
	}
	out, err := issue(r, r.ID, keyID)
	if err != nil {
		return out, refuse(http.StatusInternalServerError, "InternalError", "The simulator cannot make the certificate: %v", err)
	}
	return out, nil
}

func (s *Sim) casRow(r Certificate) (object, *apiError) {
	x, err := s.x509(r)
	if err != nil {
		return nil, err
	}
	return object{
		"CertificateId": certificateNumber(r.ID), "InstanceId": "cas-" + r.ID, "Name": firstOf(r.Name, r.ID),
		"CommonName": x.commonName, "Sans": x.commonName, "Fingerprint": x.fingerprint, "Sha2": x.sha256, "SerialNo": x.serial,
		"Issuer": "Simulated", "OrgName": "Simulated", "Country": "CN", "Province": "", "City": "", "Status": r.status(),
		"Expired": r.Expired, "Upload": true, "StartDate": x.from.Format("2006-01-02"), "EndDate": x.to.Format("2006-01-02"),
		"CertStartTime": x.from.UnixMilli(), "CertEndTime": x.to.UnixMilli(), "ResourceGroupId": "rg-default",
	}, nil
}

// casDescribeCertificate serves GetUserCertificateDetail: the certificate in
// PEM and, as the cloud does, the private key of an uploaded one unless KMS
// holds it. CertFilter=true leaves both out.
func casDescribeCertificate(s *Sim, c *call) (any, *apiError) {
	number, bad := strconv.ParseInt(c.str("CertId"), 10, 64)
	if bad != nil {
		return nil, invalidParameter("CertId", "must be a number")
	}
	filter, err := c.boolean("CertFilter")
	if err != nil {
		return nil, err
	}
	r, ok := s.certificateByNumber(number)
	if !ok {
		return nil, refuse(http.StatusNotFound, "NotFound", "The certificate %d does not exist.", number)
	}
	x, err := s.x509(r)
	if err != nil {
		return nil, err
	}
	out := object{
		"Id": number, "Name": firstOf(r.Name, r.ID), "Common": x.commonName, "Sans": x.commonName, "Fingerprint": x.fingerprint,
		"Issuer": "Simulated", "OrgName": "Simulated", "Country": "CN", "Province": "", "City": "",
		"StartDate": x.from.Format("2006-01-02"), "EndDate": x.to.Format("2006-01-02"), "Expired": r.Expired,
		"BuyInAliyun": false, "OrderId": 0, "Algorithm": "ECC", "ResourceGroupId": "rg-default",
	}
	if !filter {
		out["Cert"], out["Key"] = x.pem, x.privateKey
	}
	return out, nil
}
