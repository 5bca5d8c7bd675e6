package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"

	"deckname/wasm/update"
)

// remote is a server as the destination of a publication.
type remote struct {
	base   string // without a slash at the end
	key    string
	client *http.Client
}

// newRemote checks an address. The client must have a timeout.
func newRemote(address, key string, client *http.Client) (remote, error) {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || u.RawQuery != "" || u.User != nil {
		return remote{}, errors.New("--server takes an address such as https://deckname.example.org")
	}
	client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return remote{strings.TrimRight(address, "/"), key, client}, nil
}

func (r remote) String() string { return r.base }

// maxAnswer bounds what is read of any answer: a pack with room to spare.
const maxAnswer = 64 << 20

func (r remote) source(path string) ([]byte, error) {
	req, err := http.NewRequest(http.MethodGet, r.base+"/v1/updates/"+path, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Cache-Control", "no-cache")
	status, body, err := r.do(req)
	switch {
	case err != nil:
		return nil, err
	case status == http.StatusNotFound:
		return nil, nil
	case status != http.StatusOK:
		return nil, fmt.Errorf("%s answers a request for updates with status %d: is this a Deckname server?", r.base, status)
	}
	return body, nil
}

func (r remote) write(files []update.File) error {
	bundle, err := json.Marshal(map[string]any{"files": files})
	if err != nil {
		return err
	}
	req, err := http.NewRequest(http.MethodPost, r.base+"/v1/publish", bytes.NewReader(bundle))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+r.key)
	req.Header.Set("Content-Type", "application/json")
	status, body, err := r.do(req)
	switch {
	case err != nil:
		return err
	case status/100 == 2:
		return nil
	case status == http.StatusUnauthorized:
		return fmt.Errorf("%s does not know this publish key: copy publish.key from the data folder of the server into yours", r.base)
	}
	var refusal struct {
		Error struct{ Code, Message string }
	}
	if json.Unmarshal(body, &refusal) != nil || refusal.Error.Code == "" {
		return fmt.Errorf("%s answers with status %d: is this a Deckname server?", r.base, status)
	}
	return fmt.Errorf("%s refuses (%s): %s", r.base, refusal.Error.Code, refusal.Error.Message)
}

func (r remote) do(req *http.Request) (status int, body []byte, err error) {
	res, err := r.client.Do(req)
	if err != nil {
		return 0, nil, fmt.Errorf("no answer from %s: start the server with  deckname serve , name another with --server, or write a folder with --out", r.base)
	}
	defer res.Body.Close()
	body, err = io.ReadAll(io.LimitReader(res.Body, maxAnswer))
	if err != nil {
		return 0, nil, fmt.Errorf("the answer of %s broke off: try again", r.base)
	}
	return res.StatusCode, body, nil
}
