// The stock clients by name, for tests outside this folder: Node looks for
// packages beside the file that imports them.
import Cryptr from 'cryptr';
import nats from 'nats';
import * as natsWs from 'nats.ws';
import nkeys from 'nkeys.js';
import WebSocket from 'ws';
import * as jetstream from '@nats-io/jetstream';
import * as natsCore from '@nats-io/nats-core';

export { Cryptr, WebSocket, jetstream, nats, natsCore, natsWs, nkeys };
