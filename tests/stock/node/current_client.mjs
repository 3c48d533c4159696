// The current client alone: clients.mjs loads all of them, which takes a third
// of a second, and a wrong consumer is started hundreds of times.
import WebSocket from 'ws';

export * as jetstream from '@nats-io/jetstream';
export * as natsCore from '@nats-io/nats-core';
export { WebSocket };

export async function connectOverTcp(options) {
  const { connect } = await import('@nats-io/transport-node');
  return connect(options);
}
