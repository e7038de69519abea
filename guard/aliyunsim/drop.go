package aliyunsim

import (
	"net"
	"net/http"
)

// drop cuts the connection without an answer, by a reset where the transport
// can do that.
func drop(w http.ResponseWriter) {
	conn, _, err := http.NewResponseController(w).Hijack()
	if err != nil {
		panic(http.ErrAbortHandler) // HTTP/2 and recorders: the server closes the stream
	}
	if tcp, ok := conn.(*net.TCPConn); ok {
		// Without linger, closing sends a reset; if it fails the client sees an early end, which is as good.
		_ = tcp.SetLinger(0)
	}
	_ = conn.Close() // nobody is left to tell
}
