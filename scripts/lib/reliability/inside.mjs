// Runs a part in Linux namespaces of its own, whose mounts and network are gone
// with it: nothing of the machine is changed.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';

export function runInside(part, main, isQuick) {
  const own = process.geteuid() === 0 ? [] : ['--user', '--map-root-user'];
  const { status, stdout, stderr } = spawnSync(
    'unshare',
    [...own, ...part.namespaces, process.execPath, main, '--inside', part.name,
      ...(isQuick ? ['--quick'] : [])],
    { encoding: 'utf8', maxBuffer: 1 << 26 },
  );
  if (status !== 0) {
    throw new Error(`cannot run ${part.name} in namespaces (unshare ${[...own, ...part.namespaces].join(' ')}): ${stderr}`);
  }
  return JSON.parse(stdout.trimEnd().split('\n').at(-1));
}

// Works with a small disk of its own at the folder, and with what changes it.
export async function withDisk(folder, size, work) {
  mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', folder]);
  try {
    return await work((how) => execFileSync('mount', ['-o', `remount,${how}`, folder]));
  } finally {
    // Gone from sight at once, whoever still uses it.
    execFileSync('umount', ['--lazy', folder]);
  }
}
