package push

import (
	"time"

	"github.com/gorilla/websocket"
	"golang.org/x/time/rate"
)

// readLimit bounds a message of a client in bytes; a ping is a few letters.
const readLimit = 512

// client is one connection.
type client struct {
	hub     *Hub
	address string
	ws      *websocket.Conn                 // set once, before read and write begin
	out     chan *websocket.PreparedMessage // closed by the hub, under its lock
}

// read waits for the client to go. Messages and pongs show that it has not.
func (c *client) read() {
	defer c.hub.remove(c)
	alive := func(string) error {
		return c.ws.SetReadDeadline(time.Now().Add(c.hub.options.Silence))
	}
	c.ws.SetReadLimit(readLimit)
	c.ws.SetPongHandler(alive)
	pace := rate.NewLimiter(1, 30) // a well-behaved client pings every 20 s
	for alive("") == nil {
		if _, _, err := c.ws.NextReader(); err != nil {
			return
		}
		if !pace.Allow() {
			_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.ClosePolicyViolation, ""), time.Now().Add(c.hub.options.Write))
			return
		}
	}
}

// write sends hints and pings until the hub ends it or the client fails.
func (c *client) write() {
	defer c.hub.writers.Done()
	defer func() { _ = c.ws.Close() }() // ends read as well
	ping := time.NewTicker(c.hub.options.PingEvery)
	defer ping.Stop()
	for {
		select {
		case msg, open := <-c.out:
			if !open {
				_ = c.ws.WriteControl(websocket.CloseMessage, websocket.FormatCloseMessage(websocket.CloseGoingAway, ""), c.deadline())
				return
			}
			_ = c.ws.SetWriteDeadline(c.deadline()) // the write reports what is wrong
			if c.ws.WritePreparedMessage(msg) != nil {
				return
			}
		case <-ping.C:
			if c.ws.WriteControl(websocket.PingMessage, nil, c.deadline()) != nil {
				return
			}
		}
	}
}

func (c *client) deadline() time.Time { return time.Now().Add(c.hub.options.Write) }
