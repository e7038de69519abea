package main

import (
	"context"
	"errors"
	"net"
	"net/http"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"kmsguard/guard"
)

// metrics is what Prometheus reads. The alerts in deploy/prometheus name these series.
type metrics struct {
	registry  *prometheus.Registry
	lastTick  prometheus.Gauge
	lateness  prometheus.Gauge
	connected prometheus.Gauge
	refused   prometheus.Counter
	listener  net.Listener
}

func newMetrics(ctx context.Context, address string) (*metrics, error) {
	m := &metrics{registry: prometheus.NewRegistry()}
	gauge := func(name, help string) prometheus.Gauge {
		g := prometheus.NewGauge(prometheus.GaugeOpts{Namespace: "kmsguard", Name: name, Help: help})
		m.registry.MustRegister(g)
		return g
	}
	m.lastTick = gauge("last_tick_timestamp_seconds", "When the bot last looked for what is due.")
	m.lateness = gauge("due_lateness_seconds", "How late the oldest thing that is due is.")
	m.connected = gauge("slack_connected", "1 while Slack's input reaches the bot.")
	m.refused = prometheus.NewCounter(prometheus.CounterOpts{Namespace: "kmsguard", Name: "slack_refused_total", Help: "Requests whose signature was not Slack's."})
	m.registry.MustRegister(m.refused, collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	if address == "" {
		return m, nil
	}
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", address)
	if err != nil {
		return nil, &guard.Error{Op: "metrics", Subject: address, Kind: guard.Unavailable, Err: err, Hint: "Name another address in metrics.listen."}
	}
	m.listener = l
	return m, nil
}

// ticked notes that the engine looked, and how late what is due is.
func (m *metrics) ticked(now time.Time, late time.Duration) {
	m.lastTick.Set(float64(now.Unix()))
	m.lateness.Set(late.Seconds())
}

func (m *metrics) slackConnected(yes bool) {
	if yes {
		m.connected.Set(1)
		return
	}
	m.connected.Set(0)
}

// serve answers /metrics until the context ends; without an address it only waits.
func (m *metrics) serve(ctx context.Context) error {
	if m.listener == nil {
		<-ctx.Done()
		return nil
	}
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}))
	srv := &http.Server{Handler: mux, ReadHeaderTimeout: 10 * time.Second}
	defer context.AfterFunc(ctx, func() { _ = srv.Close() })()
	if err := srv.Serve(m.listener); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
