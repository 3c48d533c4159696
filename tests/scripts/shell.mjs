// A folder of its own to run the project's scripts in.
import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));

export class Folder {
  constructor(t) {
    this.path = mkdtempSync(join(tmpdir(), 'chefs-mock-scripts-'));
    t.after(() => rmSync(this.path, { recursive: true, force: true }));
  }

  copyFromProject(...paths) {
    for (const path of paths) {
      cpSync(join(project, path), join(this.path, path), { recursive: true });
    }
  }

  write(path, text) {
    mkdirSync(dirname(join(this.path, path)), { recursive: true });
    writeFileSync(join(this.path, path), text);
  }

  append(path, text) {
    appendFileSync(join(this.path, path), text);
  }

  // A program of that name, to be found in bin/.
  program(name, script) {
    this.write(`bin/${name}`, `#!/bin/sh\n${script}\n`);
    chmodSync(join(this.path, 'bin', name), 0o755);
  }

  // Gives { status, stdout, stderr }.
  run(command, env = {}) {
    return spawnSync('/bin/bash', ['-c', command], {
      cwd: this.path,
      encoding: 'utf8',
      env: {
        ...process.env,
        PATH: `${this.path}/bin:${process.env.PATH}`,
        CI: '',
        ...env,
      },
    });
  }
}
