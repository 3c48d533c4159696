// The count on which scripts/test closes, and the exit code that goes with it.
import assert from 'node:assert/strict';
import { test } from 'node:test';

import { Folder } from './shell.mjs';

// A ctest that writes the report given and ends with the code given.
function withCtest(t, { tests, failures = 0, skipped = 0, code = 0 }) {
  const folder = new Folder(t);
  folder.copyFromProject('scripts/lib');
  const report =
    `<testsuite name="x" tests="${tests}" failures="${failures}" ` +
    `disabled="0" skipped="${skipped}">`;
  folder.program(
    'ctest',
    `while [ $# -gt 0 ]; do
       [ "$1" = --output-junit ] && [ -n '${tests}' ] &&
         printf '%s\\n' '${report}' >"$2"
       shift
     done
     exit ${code}`,
  );
  return folder;
}

function lastLine(text) {
  return text.trimEnd().split('\n').at(-1);
}

function steps(folder, commands, env) {
  const { status, stdout } = folder.run(
    `set -euo pipefail; source scripts/lib/steps.sh; ${commands}; finish`,
    env,
  );
  return { status, last: lastLine(stdout), stdout };
}

test('the count is summed over all runs of ctest and all checks', (t) => {
  const folder = withCtest(t, { tests: 7 });

  const { status, last } = steps(
    folder,
    'run_ctest a one none; run_ctest b two none; check lint true',
  );

  assert.equal(last, '15 passed, 0 failed');
  assert.equal(status, 0);
});

test('a failed test makes the exit code 1, and what follows still runs', (t) => {
  const folder = withCtest(t, { tests: 7, failures: 2, code: 8 });

  const { status, last } = steps(folder, 'run_ctest a x y; check lint true');

  assert.equal(last, '6 passed, 2 failed');
  assert.equal(status, 1);
});

test('a ctest that finds no test has failed', (t) => {
  const folder = withCtest(t, { tests: '', code: 8 });

  const { status, last } = steps(folder, 'run_ctest a x y');

  assert.equal(last, '0 passed, 1 failed');
  assert.equal(status, 1);
});

test('a ctest that fails for another reason than a test has failed', (t) => {
  const folder = withCtest(t, { tests: 3, code: 1 });

  const { last } = steps(folder, 'run_ctest a x y');

  assert.equal(last, '3 passed, 1 failed');
});

test('a missing tool is skipped, and said why', (t) => {
  const folder = withCtest(t, { tests: 3 });

  const { status, last, stdout } = steps(
    folder,
    "run_ctest a x y; skip 'the clang build' 'there is no clang'",
  );

  assert.equal(last, '3 passed, 0 failed, 1 skipped');
  assert.equal(status, 0);
  assert.match(stdout, /skipped: the clang build: there is no clang/);
});

test('in CI a missing tool is a failure', (t) => {
  const folder = withCtest(t, { tests: 3 });

  const { status, last } = steps(folder, 'run_ctest a x y; skip it why', {
    CI: 'true',
  });

  assert.equal(last, '3 passed, 1 failed');
  assert.equal(status, 1);
});

test('tests that ctest did not run are a failure in CI', (t) => {
  const folder = withCtest(t, { tests: 3, skipped: 1 });

  const { status, last } = steps(folder, 'run_ctest a x y', { CI: 'true' });

  assert.equal(last, '2 passed, 1 failed');
  assert.equal(status, 1);
});

test('a build that fails shows its log and counts as one failure', (t) => {
  const folder = withCtest(t, { tests: 3 });
  folder.program('cmake', 'echo "error: no such type"; exit 1');

  const { status, last, stdout } = steps(folder, 'build dev all || true');

  assert.equal(last, '0 passed, 1 failed');
  assert.equal(status, 1);
  assert.match(stdout, /error: no such type/);
});
