// The stock clients by name, for tests outside this folder: Node looks for
// packages beside the file that imports them.
import Ajv2020 from 'ajv/dist/2020.js';
import Cryptr from 'cryptr';
import nats from 'nats';
import * as natsWs from 'nats.ws';
import nkeys from 'nkeys.js';
import WebSocket from 'ws';
import * as jetstream from '@nats-io/jetstream';
import * as natsCore from '@nats-io/nats-core';

export { Ajv2020, Cryptr, WebSocket, jetstream, nats, natsCore, natsWs, nkeys };
