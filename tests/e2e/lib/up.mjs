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
  static async start(...args) {
    const up = new Up();
    up.child = spawn(chefsMock, ['up', '--json', ...args], {
      env: cleanEnvironment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    up.closed = once(up.child, 'close');
    up.stderr = '';
    up.child.stderr.on('data', (text) => (up.stderr += text));
    up.lines = createInterface({ input: up.child.stdout });
    up.ready = await up.#readyLine();
    up.envFile = up.ready.envFile;
    up.env = parseEnvFile(up.envFile);
    return up;
  }

  async #readyLine() {
    for await (const line of this.lines) {
      const json = JSON.parse(line);
      if (json.ready) return json;
    }
    throw new Error(`up ended before it was ready:\n${this.stderr}`);
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
