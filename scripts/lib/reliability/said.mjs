// What a program said of a fault, beside what it must have said.
import { run } from '../../../tests/e2e/lib/command.mjs';

export class Findings {
  found = [];
  isRight = true;

  check(what, isSo, text = '') {
    this.isRight &&= Boolean(isSo);
    this.found.push(`${isSo ? '' : '**wrong:** '}${what}${text ? `: ${text}` : ''}`);
  }

  // It must end with this code and such a sentence, which is then quoted.
  said(what, { code, stderr }, wanted, sentence) {
    const line = stderr.split('\n').find((one) => sentence.test(one));
    this.check(what, code === wanted && line,
      `exit ${code}, ${line ? `“${line.replaceAll(process.env.TMPDIR, '…')}”` : JSON.stringify(stderr.slice(0, 300))}`);
  }

  result(done) {
    return { done, found: this.found, isRight: this.isRight };
  }
}

// Everything that is new to a durable of that name; gives { code, stderr, events }.
export async function consumeAll(
  up, durable, env = {}, servers = up.env.SERVERS, until = ['--until-idle'],
) {
  const { code, stdout, stderr } = await run(
    ['consume', ...until, '--json'],
    { env: { ...up.env, ...env, SERVERS: servers, DURABLE_NAME: durable } });
  const lines = stdout.toString().trimEnd().split('\n').filter(Boolean).map(JSON.parse);
  return { code, stderr, events: lines.at(-1)?.summary?.events };
}
