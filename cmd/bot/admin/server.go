package admin

import (
	"context"
	"encoding/json"
	"errors"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"kmsguard/guard"
	"kmsguard/storage"
)

// SocketName is the socket's name in the data folder.
const SocketName = "admin.sock"

// Serve answers until the context ends. The socket is made with mode 0600; one
// that a killed bot left behind is replaced, which is safe because the ledger's
// lock says that this process is the only bot.
func Serve(ctx context.Context, dir string, s storage.Store) error {
	path := filepath.Join(dir, SocketName)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	l, err := private(ctx, path)
	if err != nil {
		return &guard.Error{Op: "admin.Serve", Subject: path, Kind: guard.Unavailable, Err: err, Hint: "Check that the bot's user may write to the data folder."}
	}
	srv := &http.Server{Handler: handler(s), ReadHeaderTimeout: 10 * time.Second}
	ended := context.AfterFunc(ctx, func() { _ = srv.Close() })
	defer ended()
	if err := srv.Serve(l); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func private(ctx context.Context, path string) (net.Listener, error) {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "unix", path)
	if err != nil {
		return nil, err
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(err, l.Close())
	}
	return l, nil
}

func handler(s storage.Store) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /head", func(w http.ResponseWriter, r *http.Request) {
		head, err := s.Head(r.Context())
		reply(w, head, err)
	})
	mux.HandleFunc("GET /verify", func(w http.ResponseWriter, r *http.Request) {
		var known []storage.Head
		for _, text := range r.URL.Query()["known"] {
			h, err := storage.ParseHead(text)
			if err != nil {
				reply(w, storage.Head{}, err)
				return
			}
			known = append(known, h)
		}
		head, err := storage.Check(r.Context(), s, known...)
		reply(w, head, err)
	})
	mux.HandleFunc("GET /export", func(w http.ResponseWriter, r *http.Request) {
		if _, err := storage.Export(w, s.All(r.Context(), 0)); err != nil {
			panic(http.ErrAbortHandler) // cut the body, so that the reader sees that it is not whole
		}
	})
	mux.HandleFunc("GET /backup", func(w http.ResponseWriter, r *http.Request) {
		if err := s.Backup(r.Context(), w); err != nil {
			panic(http.ErrAbortHandler)
		}
	})
	return mux
}

// answer is what the small questions are answered with.
type answer struct {
	Head  storage.Head `json:"head"`
	Error string       `json:"error,omitempty"`
	Kind  guard.Kind   `json:"kind,omitempty"`
}

func reply(w http.ResponseWriter, head storage.Head, err error) {
	a := answer{Head: head}
	if err != nil {
		a.Error, a.Kind = err.Error(), guard.KindOf(err)
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(a) // the client sees a cut answer
}
