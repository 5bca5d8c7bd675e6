package main

import (
	"bytes"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"deckname/server/notice"
	"deckname/server/site"
	"deckname/wasm/model/shipped"
	"deckname/wasm/update"
)

// rulesPublishCmd is `deckname rules publish`: compile, sign, verify, deliver.
type rulesPublishCmd struct {
	Data      string `help:"Folder of keys and repository." default:"./var" env:"DECKNAME_DATA" type:"path"`
	Server    string `help:"Address of the server." default:"http://127.0.0.1:8787" env:"DECKNAME_SERVER"`
	Out       string `help:"Write a folder of static files instead of sending to a server." type:"path"`
	Floor     uint64 `help:"Lowest serial that may ever be in force again; it never goes down."`
	NoModel   bool   `name:"no-model" help:"Publish rules alone; browsers keep the model of names that came with the extension."`
	IfChanged bool   `help:"Do nothing when these rules are in force and signed for 30 more days."`

	NoticeDE string `name:"notice-de" help:"Markdown file with a notice to employees, in German." type:"path"`
	NoticeEN string `name:"notice-en" help:"The same in English." type:"path"`
	Withdraw bool   `name:"withdraw-notice" help:"End the notice in force."`

	Sites         string `help:"File with tables of chat sites (docs/spec/sites.md), when a page has changed and no new extension is there yet." type:"path"`
	WithdrawSites bool   `name:"withdraw-sites" help:"End the tables of sites in force; browsers use those that came with the extension."`

	sources
}

// destination is where a publication goes and where earlier ones are read from.
type destination interface {
	source(path string) ([]byte, error)
	write(files []update.File) error
	String() string
}

func (f folder) String() string { return f.dir }

func (c rulesPublishCmd) Run(s streams) error {
	texts, err := c.notice()
	if err != nil {
		return err
	}
	sites, err := c.sites()
	if err != nil {
		return err
	}
	made, err := c.load()
	if err != nil {
		return err
	}
	keys, err := publishingKeys(c.Data)
	if err != nil {
		return err
	}
	to, err := c.destination()
	if err != nil {
		return err
	}

	names := shipped.Names
	if c.NoModel {
		names = nil
	}

	// From here on one publisher at a time: versions follow each other.
	own := openFolder(c.Data)
	unlock, err := own.lock()
	if err != nil {
		return err
	}
	defer unlock()
	repository, there, err := openRepositories(own, to)
	if err != nil {
		return err
	}
	if c.IfChanged && texts == nil && sites == nil && !c.Withdraw && !c.WithdrawSites && there != nil && there.Channel() != nil {
		current := there.Channel().Rules.Current
		body, err := made.pack(current)
		if err != nil {
			return err
		}
		if there.InForce(body, names, time.Now().Add(30*24*time.Hour)) {
			fmt.Fprintf(s.out, "unchanged: rules %d are in force at %s\n", current, to)
			return nil
		}
	}

	release := update.Release{
		Channel: "all", Serial: repository.NextSerial(), Floor: c.Floor,
		Withdraw: c.Withdraw, Model: names, Sites: sites, WithdrawSites: c.WithdrawSites,
	}
	if release.Floor == 0 {
		release.Floor = 1
		if before := repository.Channel(); before != nil {
			release.Floor = before.Rules.Floor
		}
	}
	if release.Pack, err = made.pack(release.Serial); err != nil {
		return err
	}
	if texts != nil {
		texts.ID, texts.Published = repository.NextNotice(), time.Now().UTC().Format("2006-01-02T15:04:05Z")
		release.Notice = texts
	}
	files, err := repository.Publish(release, keys, time.Now())
	if err != nil {
		return unsignable(err)
	}
	// Own files first: what is signed is remembered even if nobody takes it.
	if err := own.write(files); err != nil {
		return err
	}
	if err := to.write(files); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "published rules %d at %s: %s, %d bytes\n", release.Serial, to, made.summary(), len(release.Pack))
	fmt.Fprint(s.out, made.caution())
	if texts != nil {
		fmt.Fprintf(s.out, "notice %d is in force\n", texts.ID)
	}
	if repository.Channel().Sites != nil {
		fmt.Fprintln(s.out, "tables of sites are in force; end them with --withdraw-sites when the extension knows the page again")
	}
	return nil
}

func (c rulesPublishCmd) destination() (destination, error) {
	if c.Out != "" {
		return folder{c.Out}, nil
	}
	key, err := secretFile(filepath.Join(c.Data, "publish.key"))
	if err != nil {
		return nil, err
	}
	return newRemote(c.Server, key, &http.Client{Timeout: 60 * time.Second})
}

// notice renders the two texts, or returns nil when none is given.
func (c rulesPublishCmd) notice() (*update.Notice, error) {
	switch {
	case c.NoticeDE == "" && c.NoticeEN == "":
		return nil, nil
	case c.NoticeDE == "" || c.NoticeEN == "":
		return nil, errors.New("a notice is published in both languages: give --notice-de and --notice-en")
	case c.Withdraw:
		return nil, errors.New("a notice is published or withdrawn, not both")
	}
	n := &update.Notice{}
	for path, html := range map[string]*string{c.NoticeDE: &n.DE, c.NoticeEN: &n.EN} {
		markdown, err := os.ReadFile(path)
		if err != nil {
			return nil, fmt.Errorf("the notice %s cannot be read: check its name", path)
		}
		if err = notice.Check(markdown); err == nil {
			*html, err = notice.Render(markdown)
		}
		if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
	}
	return n, nil
}

// sites reads the tables of sites, or returns nil when none are given.
func (c rulesPublishCmd) sites() ([]byte, error) {
	switch {
	case c.Sites == "":
		return nil, nil
	case c.WithdrawSites:
		return nil, errors.New("tables of sites are published or withdrawn, not both")
	}
	body, err := os.ReadFile(c.Sites)
	if err != nil {
		return nil, fmt.Errorf("the tables of sites %s cannot be read: check its name", c.Sites)
	}
	if err := site.Check(body); err != nil {
		return nil, fmt.Errorf("%s: %w", c.Sites, err)
	}
	return body, nil
}

// openRepositories reads the own repository and that of the destination, which
// may be ahead. The second is nil when nothing is there.
func openRepositories(own folder, to destination) (repository, there *update.Repository, err error) {
	root, err := own.root()
	if err != nil {
		return nil, nil, err
	}
	if repository, err = update.Open(root, own.source); err != nil {
		return nil, nil, fmt.Errorf("%s does not follow from its root (%w): restore it from a copy", own.dir, err)
	}
	theirs, err := to.source("metadata/1.root.json")
	if err != nil {
		return nil, nil, err
	}
	if theirs == nil {
		return repository, nil, nil
	}
	if !bytes.Equal(theirs, root) {
		return nil, nil, fmt.Errorf("%s holds the rules of another root: publish with the data folder that they came from, or choose an empty destination", to)
	}
	if there, err = update.Open(root, to.source); err != nil {
		return nil, nil, fmt.Errorf("what %s holds does not follow from the root (%w): publish to an empty destination", to, err)
	}
	repository.Follow(there)
	return repository, there, nil
}

// unsignable explains what the publisher can do about a refusal.
func unsignable(err error) error {
	switch {
	case errors.Is(err, update.CodeSignature):
		return errors.New("the keys are not those that the root names: put the right key files into the keys folder")
	case errors.Is(err, update.CodeExpired):
		return errors.New("the root has expired, clients take nothing any more: sign a new root with root.key")
	}
	return err
}
