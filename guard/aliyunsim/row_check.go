package aliyunsim

import (
	"fmt"
	"slices"
	"strings"
)

// checkedRow is a row type that can say what is wrong with a row beyond what
// every table asks: a value that the product does not have would only show as a
// strange answer much later.
type checkedRow interface{ check() error }

// agreeingRow is a row type that can say how a row contradicts those that are
// there already.
type agreeingRow interface{ agrees(t *tables) error }

// checkRow refuses a row that its product could not hold beside the others.
func checkRow(r any, t *tables) error {
	if c, ok := r.(checkedRow); ok {
		if err := c.check(); err != nil {
			return err
		}
	}
	if a, ok := r.(agreeingRow); ok {
		return a.agrees(t)
	}
	return nil
}

// oneOf refuses a value that is neither empty, which stands for the default,
// nor among those known.
func oneOf(row, field, value string, known ...string) error {
	if value == "" || slices.Contains(known, value) {
		return nil
	}
	return fmt.Errorf("%s has %s %q: use one of %s", row, field, value, strings.Join(known, ", "))
}

// firstName is the name of the first row that a written one stands for.
func (k rowKey) firstName() string {
	if k.count > 1 {
		return numberedName(k.name, 1)
	}
	return k.name
}

func (r OSSBucket) check() error {
	if r.Key != "" && r.SSE != "" && r.SSE != sseKMS {
		return fmt.Errorf("%s has a key and sse %s: a key goes with KMS only", r.Name, r.SSE)
	}
	if err := oneOf(r.Name, "versioning", r.Versioning, "Enabled", "Suspended"); err != nil {
		return err
	}
	for _, o := range r.Objects {
		if o.Name == "" {
			return fmt.Errorf("%s has an object without a name: write it like {name: a.bin}", r.Name)
		}
		if err := oneOf(r.Name+"/"+o.Name, "sse", o.SSE, sseKMS, "AES256", "SM4", "none"); err != nil {
			return err
		}
	}
	return oneOf(r.Name, "sse", r.SSE, sseKMS, "AES256", "SM4", "none")
}

func (d ECSDisk) check() error { return oneOf(d.ID, "kind", d.Kind, "system", "data") }

func (p ECSSnapshot) check() error {
	if err := oneOf(p.ID, "disk_kind", p.DiskKind, "system", "data"); err != nil {
		return err
	}
	if err := p.checkAges(); err != nil {
		return err
	}
	return oneOf(p.ID, "usage", p.Usage, "none", "image", "disk", "image_disk")
}

func (r RDSInstance) check() error {
	if err := oneOf(r.ID, "engine", r.Engine, rdsEngines...); err != nil {
		return err
	}
	if r.Key != "" && !r.TDE {
		return fmt.Errorf("%s has a key without tde: true: a key of disk encryption is written as disk_key", r.ID)
	}
	return oneOf(r.ID, "role", r.Role, rdsRoles...)
}

func (p PolarDBCluster) check() error {
	if !polardbID.MatchString(p.row().firstName()) {
		return fmt.Errorf("cluster ID %q: write it like pc-bp1", p.ID)
	}
	if p.Key != "" && !p.TDE {
		return fmt.Errorf("%s has a key without tde: true", p.ID)
	}
	return oneOf(p.ID, "engine", p.Engine, "MySQL", "PostgreSQL", "Oracle")
}

func (b LoadBalancer) check() error {
	if !startsWith(prefixCLB, prefixALB)(b.row().firstName()) {
		return fmt.Errorf("load balancer ID %q: write it like lb-bp1 for CLB or alb-bp1 for ALB", b.ID)
	}
	for _, l := range b.Listeners {
		if l.Port < 1 || l.Port > 65535 {
			return fmt.Errorf("%s has a listener on port %d: it must be from 1 to 65535", b.ID, l.Port)
		}
		if err := oneOf(b.ID, "a listener of protocol", l.Protocol, "HTTPS", "HTTP", "QUIC", "TCP", "TCPSSL", "UDP"); err != nil {
			return err
		}
	}
	return nil
}

func (r Certificate) check() error {
	if r.Listener == "" {
		return nil
	}
	id, number, ok := splitListener(r.Listener)
	if !ok || !startsWith(prefixCLB, prefixALB)(id) || number < 1 || number > 65535 {
		return fmt.Errorf("%s has listener %q: write it like lb-bp1/443 for CLB or alb-bp1/443 for ALB", r.ID, r.Listener)
	}
	return nil
}
