// Connections of the stock clients to a running `up`.
import { nats, natsWs, WebSocket } from '../../stock/node/clients.mjs';

globalThis.WebSocket ??= WebSocket;

export function bytes(text) {
  return new TextEncoder().encode(text);
}

// A consumer's: WebSocket, by the NKey of the env file.
export function connectConsumer(up, options = {}) {
  return natsWs.connect({
    servers: up.env.SERVERS.split(','),
    authenticator: natsWs.nkeyAuthenticator(bytes(up.env.NKEY_SEED)),
    ...options,
  });
}

// The producer's or the admin's: TCP.
export function connectAccount(up, account, options = {}) {
  return nats.connect({
    servers: up.ready.natsUrl,
    authenticator: nats.nkeyAuthenticator(bytes(up.seedOf(account))),
    ...options,
  });
}
