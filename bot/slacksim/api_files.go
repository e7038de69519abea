package slacksim

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
)

const (
	uploadPath = "/files/upload/"
	uploadAPI  = "upload" // its name in faults and in the log
	maxUpload  = 64 << 20 // bytes; Slack's own limit is far higher, no report comes near it
	maxAltText = 1000
)

// File is an uploaded file.
type File struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Title    string `json:"title"`
	Size     int    `json:"size"`
	AltText  string `json:"alt_txt,omitempty"`
	User     string `json:"user"`
	Content  []byte `json:"-"`
	expected int
	uploaded bool
	shared   bool
}

// FileContent returns an uploaded file and what is in it; false when there is none.
func (s *Sim) FileContent(id string) (File, []byte, bool) {
	s.mu.Look()
	defer s.mu.Leave()
	f := s.files[id]
	if f == nil || !f.uploaded {
		return File{}, nil, false
	}
	return *f, bytes.Clone(f.Content), true
}

func getUploadURL(s *Sim, c *call) (object, *apiError) {
	length := c.int("length", 0)
	switch {
	case !c.has("filename") || length <= 0:
		return nil, fail("missing_argument")
	case len([]rune(c.str("alt_txt"))) > maxAltText:
		return nil, fail("alt_txt_too_large")
	}
	f := &File{ID: s.nextID("F"), Name: c.str("filename"), Title: c.str("filename"), AltText: c.str("alt_txt"), User: s.app.BotUser, expected: length}
	s.files[f.ID] = f
	return object{"upload_url": c.base + uploadPath + f.ID, "file_id": f.ID}, nil
}

// serveUpload takes the bytes of a file, raw or as the first part of a form.
func (s *Sim) serveUpload(w http.ResponseWriter, r *http.Request) {
	content, err := uploaded(r)
	s.serve(w, r, uploadAPI, args{}, func() reply {
		s.mu.Lock()
		defer s.mu.Unlock()
		f := s.files[pathID(r.URL.Path, uploadPath)]
		switch {
		case f == nil || f.shared:
			s.recordLocked(uploadAPI, args{}, "file_not_found", false)
			return textReply(http.StatusNotFound, "file_not_found")
		case err != nil || len(content) != f.expected:
			s.recordLocked(uploadAPI, args{}, "length mismatch", false)
			return textReply(http.StatusBadRequest, fmt.Sprintf("length mismatch: announced %d, got %d", f.expected, len(content)))
		}
		f.Content, f.Size, f.uploaded = content, len(content), true
		s.recordLocked(uploadAPI, args{}, "ok", true)
		return textReply(http.StatusOK, fmt.Sprintf("OK - %d", len(content)))
	})
}

func uploaded(r *http.Request) ([]byte, error) {
	body := io.LimitReader(r.Body, maxUpload)
	kind, params, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "multipart/form-data" {
		return io.ReadAll(body)
	}
	form := multipart.NewReader(body, params["boundary"])
	for {
		part, err := form.NextPart()
		if err != nil {
			return nil, err
		}
		if part.FileName() != "" {
			return io.ReadAll(part)
		}
	}
}

func completeUpload(s *Sim, c *call) (object, *apiError) {
	files, problem := s.completed(c)
	if problem != nil {
		return nil, problem
	}
	channels := c.list("channels")
	if c.has("channel_id") {
		channels = append(channels, c.str("channel_id"))
	}
	if c.has("thread_ts") && len(channels) != 1 {
		return nil, fail("invalid_arguments")
	}
	rows := make([]File, 0, len(files))
	for _, f := range files {
		rows = append(rows, *f)
	}
	posts, problem := s.shares(c, channels, rows)
	if problem != nil {
		return nil, problem
	}
	for _, m := range posts {
		s.post(s.channel(m.Channel), m)
	}
	for _, f := range files {
		f.shared = true
	}
	return object{"files": rows}, nil
}

// completed finds the files that were uploaded and gives them their titles.
func (s *Sim) completed(c *call) ([]*File, *apiError) {
	raw, ok := c.json("files")
	var list []struct{ ID, Title string }
	if !ok || json.Unmarshal(raw, &list) != nil || len(list) == 0 {
		return nil, badArguments([]string{"missing required field: files"})
	}
	files := make([]*File, 0, len(list))
	for _, row := range list {
		f := s.files[row.ID]
		if f == nil || !f.uploaded || f.shared {
			return nil, fail("file_not_found")
		}
		if row.Title != "" {
			f.Title = row.Title
		}
		files = append(files, f)
	}
	return files, nil
}

// shares prepares one message a channel; nothing is posted when one is refused.
func (s *Sim) shares(c *call, channels []string, files []File) ([]*Message, *apiError) {
	var posts []*Message
	for _, name := range channels {
		ch, problem := s.postable(name)
		if problem != nil {
			return nil, problem
		}
		thread, problem := threadOf(ch, c.str("thread_ts"))
		if problem != nil {
			return nil, problem
		}
		t := content{text: c.str("initial_comment")}
		if t.text == "" {
			if problem := s.parseBlocks(&c.args, &t); problem != nil {
				return nil, problem
			}
		}
		posts = append(posts, &Message{
			Channel: ch.ID, User: s.app.BotUser, ByApp: true, Text: t.text, Blocks: t.blocks, Files: files, ThreadTS: thread,
		})
	}
	return posts, nil
}
