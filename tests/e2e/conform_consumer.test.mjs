// `conform consumer`, its bundles, and `replay` from the outside, against the
// reference consumer and small programs that do what no consumer should.
// Nothing that they do breaks a run, and nothing is left running.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { chefsMock, cleanEnvironment, run, temporaryFolder } from './lib/command.mjs';
import { running } from './lib/processes.mjs';

const clients = fileURLToPath(new URL('../stock/node/clients.mjs', import.meta.url));
const right = ['--', chefsMock, 'consume', '--json'];
const conform = ['conform', 'consumer'];
const oneCase = ['--only', 'consumer.connect.websocket'];

async function script(t, body, interpreter = '/bin/sh') {
  const folder = await temporaryFolder(t);
  const file = join(folder, 'program');
  await writeFile(file, `#!${interpreter}\n${body}\n`);
  await chmod(file, 0o700);
  return file;
}

// A consumer on stock clients, with what it does once it is connected.
function stockProgram(t, body) {
  return script(
    t,
    `(async () => {
  const { nats, natsWs, nkeys, WebSocket } = await import(${JSON.stringify(clients)});
  globalThis.WebSocket = WebSocket;
  const seed = new TextEncoder().encode(process.env.NKEY_SEED);
  const connect = (authenticator = natsWs.nkeyAuthenticator(seed)) =>
    natsWs.connect({ servers: process.env.SERVERS, authenticator });
  ${body}
})();`,
    `/usr/bin/env ${process.execPath.split('/').at(-1)}`,
  );
}

async function report(args) {
  const { code, stdout, stderr } = await run([...conform, '--json', ...args]);
  assert.ok(stdout.length > 0, stderr);
  return { code, report: JSON.parse(stdout) };
}

test('the reference consumer passes what it is asked', async () => {
  const { code, report: told } = await report([
    '--only', 'consumer.connect.*', '--level', 'must', ...right,
  ]);

  assert.equal(code, 0, JSON.stringify(told.cases.map((c) => [c.id, c.outcome])));
  assert.equal(told.adapter, 'reporting over websocket');
  assert.match(told.natsServerVersion, /^2\.\d+\.\d+$/);
  assert.equal(told.tally.pass, told.tally.planned);
});

test('a missing program is told from one that is not executable', async (t) => {
  const file = join(await temporaryFolder(t), 'program');
  await writeFile(file, '');

  const missing = await run([...conform, '--', './no-such']);
  const plain = await run([...conform, '--', file]);

  assert.equal(missing.code, 3);
  assert.match(missing.stderr, /there is no such file.*127/);
  assert.equal(plain.code, 3);
  assert.match(plain.stderr, /not executable.*126/);
});

test('a missing server is said once, and nobody is blamed', async () => {
  const { code, stderr } = await run([
    ...conform, '--nats-server', '/no/such/server', ...right,
  ]);

  assert.equal(code, 3);
  assert.match(stderr, /\/no\/such\/server/);
});

for (const [what, args] of [
  ['a pattern that fits nothing', ['--only', 'consumer.cnonect.*']],
  ['two cases to watch', ['--watch', 'consumer.connect.*']],
  ['another transport', ['--transport', 'carrier-pigeon']],
]) {
  test(`${what} is a usage error`, async () => {
    const { code } = await run([...conform, ...args, ...right]);

    assert.equal(code, 2);
  });
}

test('a program that exits at once fails with its own exit code named', async (t) => {
  const program = await script(t, 'exit 3');

  const { code, stdout } = await run([...conform, ...oneCase, '--', program]);

  assert.equal(code, 1);
  assert.match(stdout.toString(), /exited with 3/);
  assert.match(stdout.toString(), /1 planned: 0 passed, 1 failed/);
});

for (const [what, caseId, body] of [
  ['connects with other credentials', 'consumer.connect.nkey', `
    const stranger = nkeys.createUser();
    await connect(natsWs.nkeyAuthenticator(stranger.getSeed())).catch(() => {});
    process.exit(1);`],
  ['purges the stream', 'consumer.connect.permitted-api', `
    const nc = await connect();
    nc.publish('$JS.API.STREAM.PURGE.CHEFS', '');
    await nc.flush();
    setInterval(() => {}, 1000);`],
  ['makes durables of other names', 'consumer.delivery.one-durable', `
    const nc = await connect();
    const manager = await nc.jetstreamManager();
    for (const name of ['one', 'two'])
      await manager.consumers.add('CHEFS', { durable_name: name, ack_policy: 'explicit' });
    setInterval(() => {}, 1000);`],
]) {
  test(`a program that ${what} has failed, and the run goes on`, async (t) => {
    const program = await stockProgram(t, body);

    const { code, report: told } = await report([
      '--only', caseId, '--level', 'should', '--patience', '0.1', '--', program,
    ]);

    assert.equal(code, 1);
    assert.equal(told.tally.error, 0);
    assert.ok(told.tally.fail > 0);
    assert.deepEqual(running(program), []);
  });
}

test('reports of sequences that there are not are misreports', async (t) => {
  const program = await script(
    t,
    `echo '{"chefs":1,"seq":4711,"outcome":"processed"}'
exec '${chefsMock}' consume --json`,
  );

  const { code, report: told } = await report([...oneCase, '--', program]);

  assert.equal(code, 1);
  const check = told.cases[0].checks.find(({ name }) => name === 'reports');
  assert.match(check.why, /misreport: the stream has no such sequence/);
});

test('a program that forks away is ended', async (t) => {
  const program = await script(t, 'setsid sleep 4711 & exit 0');

  const { code } = await run([...conform, ...oneCase, '--', program]);

  assert.equal(code, 1);
  assert.deepEqual(running('sleep\0' + '4711'), []);
});

test('a program that forks away and hides who it is from is ended', async (t) => {
  const program = await script(
    t,
    `env -i setsid sleep 4712 &
until tr '\\0' ' ' </proc/$!/cmdline | grep -q '^sleep'; do :; done
exit 0`,
  );

  const { code } = await run([...conform, ...oneCase, '--', program]);

  assert.equal(code, 1);
  assert.deepEqual(running('sleep\0' + '4712'), []);
});

test('every report tells the story of a failed case', async (t) => {
  const folder = await temporaryFolder(t);
  const program = await script(t, 'exit 3');
  const forms = { json: 'r.json', junit: 'r.xml', html: 'r.html', badge: 'r.svg' };
  const reports = Object.entries(forms).flatMap(([form, name]) => [
    '--report', `${form}=${join(folder, name)}`,
  ]);

  await run([...conform, ...oneCase, '--seed', '7', ...reports, '--', program]);

  const read = (name) => readFile(join(folder, name), 'utf8');
  const told = JSON.parse(await read('r.json'));
  assert.equal(told.suite, 'consumer');
  assert.equal(told.seed, '7');
  assert.ok(told.cases[0].chart.lanes.includes('published'));
  assert.match(await read('r.html'), /<svg height[^]*here it went wrong/);
  assert.doesNotMatch(await read('r.html'), /<script|https?:\/\//);
  assert.match(await read('r.xml'), /classname="consumer.connect"/);
  assert.match(await read('r.svg'), /CHEFS consumer/);
});

test('a failed case leaves a bundle that replays it', async (t) => {
  const folder = await temporaryFolder(t);
  const program = await script(t, 'exit 3');
  await run([...conform, ...oneCase, '--bundles', folder, '--', program]);
  const bundle = join(folder, 'consumer.connect.websocket');

  const again = await run(['replay', bundle]);
  const mended = await run(['replay', bundle, ...right]);

  assert.equal(again.code, 1);
  assert.match(again.stdout.toString(), /exited with 3/);
  assert.equal(mended.code, 0, mended.stdout.toString());
  const text = await readFile(join(bundle, 'bundle.json'), 'utf8');
  assert.doesNotMatch(text, /\bSU[A-Z2-7]{56}\b/, 'no seed of an NKey');
});

test('--watch shows the one case as it happens', async () => {
  const { code, stdout } = await run([
    ...conform, '--watch', 'consumer.connect.websocket', ...right,
  ]);

  const lines = stdout.toString().split('\n');
  assert.equal(code, 0);
  assert.ok(lines.some((line) => /^ +\d+\.\d{3}  program  .*acknowledged/.test(line)));
  assert.deepEqual(
    lines.filter((line) => /^ +\d+\.\d{3} /.test(line) && line.length > 80),
    [],
  );
});

test('Ctrl-C ends a run, and leaves nothing running', async (t) => {
  const program = await script(t, 'exec sleep 4712');
  const child = spawn(
    chefsMock,
    [...conform, '--watch', 'consumer.connect.websocket', '--', program],
    { env: cleanEnvironment(), stdio: ['ignore', 'pipe', 'inherit'] },
  );
  const closed = once(child, 'close');
  for await (const chunk of child.stdout)
    if (chunk.includes('the program started')) break;

  child.kill('SIGINT');
  child.stdout.resume();
  const [code] = await closed;

  assert.equal(code, 130);
  assert.deepEqual(running(program), []);
  assert.deepEqual(running('sleep\0' + '4712'), []);
});
