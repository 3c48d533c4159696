// A running `chefs-mock up`, as its ready line and env file describe it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

import { chefsMock, cleanEnvironment } from './command.mjs';

// KEY=value lines, the value perhaps in quotes as a shell reads them.
function parseEnvFile(path) {
  const lines = readFileSync(path, 'utf8').split('\n');
  const pairs = lines
    .map((line) => line.match(/^(?:export )?([A-Z_]+)=(.*)$/))
    .filter((match) => match)
    .map(([, name, value]) => [name, value.replace(/^(['"])(.*)\1$/, '$2')]);
  return Object.fromEntries(pairs);
}

export class Up {
  // Starts it and waits until it says that it is ready.
  static start(...args) {
    return Up.startBy([chefsMock], args);
  }

  // The same by a program of one's own, or in another environment.
  static async startBy([program, ...before], args, env = {}) {
    const up = new Up();
    up.child = spawn(program, [...before, 'up', '--json', ...args], {
      env: cleanEnvironment(env),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    up.closed = once(up.child, 'close');
    up.stderr = '';
    up.child.stderr.on('data', (text) => (up.stderr += text));
    up.lines = createInterface({ input: up.child.stdout });
    up.nextLine = up.lines[Symbol.asyncIterator]();
    up.ready = await up.#readyLine();
    up.envFile = up.ready.envFile;
    up.env = parseEnvFile(up.envFile);
    return up;
  }

  // The JSON line that has the member; those before it are passed over.
  async #lineWith(member) {
    while (true) {
      const { value, done } = await this.nextLine.next();
      if (done) {
        throw new Error(`up ended before it was ${member}:\n${this.stderr}`);
      }
      const json = JSON.parse(value);
      if (json[member]) return json;
    }
  }

  #readyLine() {
    return this.#lineWith('ready');
  }

  // Waits until that message of the scenario is answered.
  async message(number) {
    while (true) {
      const { message } = await this.#lineWith('message');
      if (message.number === number) return message;
    }
  }

  // Waits until the scenario is played, and gives its summary.
  async published() {
    return (await this.#lineWith('published')).published;
  }

  // Ends it as Ctrl-C does, and gives its exit code.
  async stop() {
    this.child.kill('SIGINT');
    const [code] = await this.closed;
    return code;
  }

  seedOf(account) {
    return readFileSync(this.ready[`${account}NkeyFile`], 'utf8').trim();
  }
}
