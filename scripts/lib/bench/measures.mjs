// What is measured, and against what. Each entry is data: candidates are
// functions that run once and give a number; goals say what is aimed at.
import { bareCnats, bareServerStart, chefsMock, consume, cores, kernels, publish, python, run, runBareCnats, runClient, Up } from './programs.mjs';

const subject = 'PUBLIC.forms.submission.created.7f100c4e-9423-489f-a9d9-28a570a28f3c';
const payloadBytes = 400;
const payload = 'x'.repeat(payloadBytes);
// Plaintexts of 1 kB: twice that in hex, and the envelope.
const privateBytes = 2480;

const rate = ({ count, seconds }) => count / seconds;
const cpuRate = ({ count, cpuSeconds }) => count / cpuSeconds;

async function kernelRate(name) {
  const { stdout } = await run(kernels, [
    `--benchmark_filter=^${name}$`, '--benchmark_format=json', '--benchmark_min_time=0.5',
  ]);
  return JSON.parse(stdout).benchmarks[0].items_per_second;
}

async function sealLines(count) {
  const input = Array.from({ length: count }, (_, i) => `text ${i}\n`).join('');
  const { seconds } = await run(chefsMock, ['encrypt', '--lines'], {
    input, env: { ENCRYPTION_KEY: 'a'.repeat(64) },
  });
  return count / seconds;
}

// A new durable each time, so that each run reads all there is.
let durables = 0;
async function read(up, count, { server, oneCore, lines = false } = {}) {
  const { events, seconds } = await consume(
    ['--env-file', up.ready.envFile, '--any-source', '--count', count, '--batch', 256,
      ...(lines ? [] : ['--quiet']),
      '--durable', `bench-ours-${(durables += 1)}`, ...(server ? ['--servers', server] : [])],
    { oneCore },
  );
  return events / seconds;
}

const withPython = (candidates) => (python ? candidates : {});

export const measures = (size) => [
  {
    name: 'Deriving keys, one core',
    unit: 'keys a second of processor time',
    note: 'One PBKDF2-HMAC-SHA512 of 100 000 rounds for each private event. npm cryptr seals a short text besides, which costs next to nothing.',
    candidates: () => ({
      'chefs-mock': () => kernelRate('keys_in_lanes/16'),
      OpenSSL: () => kernelRate('one_key_with_openssl'),
      'npm cryptr': async () => cpuRate(await runClient('npm-cryptr.mjs', ['sync', size.keys])),
      ...withPython({
        'Python hashlib': async () => cpuRate(await runClient('derive.py', ['hashlib', size.keys])),
        'Python cryptography': async () => cpuRate(await runClient('derive.py', ['cryptography', size.keys])),
      }),
    }),
    goals: [{ to: 'OpenSSL', times: 9 }, { to: 'npm cryptr', times: 9 }],
  },
  {
    name: 'Sealing, all cores',
    unit: 'events a second',
    candidates: () => ({
      'chefs-mock': () => sealLines(size.sealed * 8),
      'npm CryptrAsync': async () =>
        rate(await runClient('npm-cryptr.mjs', ['async', size.sealed], {
          env: { UV_THREADPOOL_SIZE: String(cores) },
        })),
    }),
    goals: [{ to: 'npm CryptrAsync', times: 9 }],
  },
  {
    name: 'Publishing public events of 400 B',
    unit: 'events a second',
    server: true,
    candidates: (up) => ({
      'chefs-mock': async () =>
        (await publish(up, '--public', '--size', payloadBytes, '--count', size.published))
          .messagesPerSecond,
      'bare cnats': async () =>
        rate(await runBareCnats(
          ['publish', up.ready.natsUrl, up.ready.producerNkeyFile, subject, size.published],
          { input: payload },
        )),
      'npm nats, pipelined': async () =>
        rate(await runClient('npm-publish.mjs', ['pipelined', up.ready.natsUrl,
          up.ready.producerNkeyFile, subject, size.published / 2, payloadBytes])),
      'npm nats, a connection each': async () =>
        rate(await runClient('npm-publish.mjs', ['each', up.ready.natsUrl,
          up.ready.producerNkeyFile, subject, size.connections, payloadBytes])),
    }),
    goals: [{ to: 'bare cnats', times: 0.9 }, { to: 'npm nats, pipelined', times: 3 }],
  },
  {
    name: 'Publishing private events',
    unit: 'events a second',
    server: true,
    note: 'With salts in turn (`--salt-pool 64`) plaintexts are 1 kB; else they are of their natural size.',
    candidates: (up) => ({
      'chefs-mock': async () =>
        (await publish(up, '--private', '--count', size.sealed * 8)).messagesPerSecond,
      'chefs-mock, salts in turn': async () =>
        (await publish(up, '--private', '--size', privateBytes, '--salt-pool', 64,
          '--count', size.published / 2)).messagesPerSecond,
      'npm nats and cryptr': async () =>
        rate(await runClient('npm-cryptr.mjs', ['sync', size.keys])),
    }),
    goals: [
      { bound: 400 },
      { of: 'chefs-mock, salts in turn', bound: 20000 },
    ],
  },
  {
    name: 'Reading public events',
    unit: 'events a second',
    server: true,
    note: 'Each is measured from its first request to its last acknowledgement, 256 events asked for at a time. With lines, chefs-mock writes one of JSON for each event to a file; the others write nothing.',
    before: (up) => publish(up, '--public', '--size', payloadBytes, '--count', size.read),
    candidates: (up) => ({
      'chefs-mock': () => read(up, size.read),
      'chefs-mock, with lines': () => read(up, size.read, { lines: true }),
      'chefs-mock over TCP': () => read(up, size.read, { server: up.ready.natsUrl }),
      'bare cnats over TCP': async () =>
        rate(await runBareCnats(['drain', up.ready.natsUrl, up.ready.adminNkeyFile,
          `bench-bare-${(durables += 1)}`, size.read])),
      'npm nats.ws': async () =>
        rate(await runClient('npm-consume.mjs', [up.ready.websocketUrl, up.ready.adminNkeyFile, size.read])),
      ...withPython({
        'nats-py': async () =>
          rate(await runClient('nats_py.py', [up.ready.websocketUrl, up.ready.adminNkeyFile, size.read])),
      }),
    }),
    goals: [{ to: 'npm nats.ws', times: 1.5 }, { to: 'bare cnats over TCP', times: 0.5 }],
  },
  {
    name: 'Draining private events, one core',
    unit: 'events a second',
    server: true,
    before: (up) => publish(up, '--private', '--count', size.drained),
    candidates: (up) => ({
      'chefs-mock': () => read(up, size.drained, { oneCore: true }),
      'npm nats.ws and cryptr': async () =>
        rate(await runClient('npm-consume.mjs', [up.ready.websocketUrl, up.ready.adminNkeyFile, size.keys],
          { oneCore: true, env: { ENCRYPTION_KEY: up.env.ENCRYPTION_KEY } })),
    }),
    goals: [{ to: 'npm nats.ws and cryptr', times: 9 }],
  },
  {
    name: 'Starting',
    unit: 'ms to ready',
    better: 'lower',
    server: true,
    note: '`up` is ready once JetStream answered over WebSocket with the consumer’s NKey; nats-server alone once it says so.',
    candidates: (up) => ({
      'chefs-mock': async () => {
        const other = await Up.start();
        await other.stop();
        return other.secondsToReady * 1000;
      },
      'nats-server': async () => (await bareServerStart(up)) * 1000,
    }),
    goals: [{ to: 'nats-server', atMostAbove: 150 }],
  },
];

// A process each, and what it took at most.
export const growth = (size) => [
  {
    name: 'public events',
    counts: size.growthPublic,
    arguments: ['--public'],
    mostMiB: 64,
  },
  {
    name: 'private events, salts in turn',
    counts: size.growthPrivate,
    arguments: ['--private', '--salt-pool', '64'],
    mostMiB: 96,
  },
];

export const neededPrograms = [chefsMock, bareCnats, kernels];
