//go:build tools

// Package server pins the nats-server of the version that CHEFS runs. It holds
// no code: scripts/lib/reference-server builds the pinned command itself.
package server

import _ "github.com/nats-io/nats-server/v2"
