package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"time"

	"deckname/server"
	"deckname/server/push"
	"deckname/server/store"
)

// serveCmd is `deckname serve`: the server with its encrypted database.
type serveCmd struct {
	Data   string `help:"Folder of database and keys; made when missing. The variable DECKNAME_DB_KEY takes the place of data/db.key in it." default:"./var" env:"DECKNAME_DATA" type:"path"`
	Listen string `help:"Address and port." default:"127.0.0.1:8787" env:"DECKNAME_LISTEN"`
	Public bool   `help:"Allow an address that other computers can reach. The dashboard is then protected by its link only; put TLS in front."`
}

// Run serves until the process is asked to stop.
func (c serveCmd) Run(s streams) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	return c.serve(ctx, s.out, slog.New(slog.NewTextHandler(s.err, nil)))
}

// serve runs until ctx ends. What people must know goes to out, once.
func (c serveCmd) serve(ctx context.Context, out io.Writer, logger *slog.Logger) error {
	if err := checkListen(c.Listen, c.Public); err != nil {
		return err
	}
	secrets, err := openSecrets(c.Data)
	if err != nil {
		return err
	}
	db, err := store.OpenSQLite(ctx, databasePath(c.Data), secrets.database)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }() // every write was a statement of its own
	listener, err := net.Listen("tcp", c.Listen)
	if err != nil {
		return fmt.Errorf("listen on %s: %w: stop what uses the port, or choose another with --listen", c.Listen, errors.Unwrap(err))
	}

	hub := push.New(push.Options{})
	web := &http.Server{
		Handler: server.New(server.Config{
			Store: db, Events: hub, Notifier: hub, Log: logger,
			PublishKey: secrets.publish, EnrolmentKey: secrets.enrolment, DashboardKey: secrets.dashboard,
		}),
		ReadHeaderTimeout: 5 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      60 * time.Second,
		IdleTimeout:       90 * time.Second,
		MaxHeaderBytes:    16 << 10,
		ErrorLog:          log.New(acceptErrors{logger}, "", 0),
	}
	if err := greet(ctx, out, db, "http://"+listener.Addr().String(), secrets.dashboard, c.Data); err != nil {
		_ = listener.Close()
		return err
	}
	go resignWhenDue(ctx, db, filepath.Join(keysFolder(c.Data), onlineKey), logger)

	failed := make(chan error, 1)
	go func() { failed <- web.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	// Sockets are no longer the HTTP server's: both say goodbye, at once.
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	gone := make(chan error, 1)
	go func() { gone <- hub.Close(grace) }()
	return errors.Join(web.Shutdown(grace), <-gone)
}

// greet prints where things are and what to do next.
func greet(ctx context.Context, out io.Writer, db *store.Store, base, key, data string) error {
	var text strings.Builder
	fmt.Fprintf(&text, "Server     %s\n", base)
	fmt.Fprintf(&text, "Dashboard  %s/dashboard/enter?key=%s\n", base, key)
	text.WriteString("           (the link holds until the server stops; whoever has it sees the counts)\n")
	switch p, err := db.Published(ctx); {
	case err == nil:
		fmt.Fprintf(&text, "Rules      No. %d, published %s\n", p.Rules, p.At.Format("2006-01-02 15:04 UTC"))
	case errors.Is(err, server.ErrNothing):
		fmt.Fprintf(&text, "Rules      none yet. Run:\n           deckname keys init --data %[1]s\n           deckname rules publish --data %[1]s --server %[2]s\n", data, base)
	default:
		return err
	}
	text.WriteString("Stop with Ctrl+C.\n")
	_, err := io.WriteString(out, text.String())
	return err
}

// checkListen refuses what other computers can reach unless that is wanted:
// there is no sign-in yet.
func checkListen(address string, public bool) error {
	host, _, err := net.SplitHostPort(address)
	if err != nil {
		return errors.New("--listen takes an address and a port, such as 127.0.0.1:8787")
	}
	ip := net.ParseIP(host)
	if public || host == "localhost" || (ip != nil && ip.IsLoopback()) {
		return nil
	}
	return errors.New("other computers could reach this address, and the dashboard has no sign-in yet: listen on 127.0.0.1, or add --public and put a proxy with TLS in front")
}

// acceptErrors keeps of net/http's own log what concerns the machine. The rest
// names clients.
type acceptErrors struct{ logger *slog.Logger }

func (l acceptErrors) Write(line []byte) (int, error) {
	if strings.HasPrefix(string(line), "http: Accept error") {
		l.logger.Error(strings.TrimSpace(string(line)))
	}
	return len(line), nil
}
