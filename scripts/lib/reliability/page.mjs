// docs/reliability.md: a section a part, each with where and when it was run.
import { execFileSync } from 'node:child_process';
import { cpus, loadavg } from 'node:os';

const head = `# What a bad day does to it

Written by \`scripts/reliability PART\`; each section is that part's last whole run.
`;

const said = (program, ...args) => execFileSync(program, args, { encoding: 'utf8' }).trim();

export function about() {
  return [
    new Date().toISOString().slice(0, 10),
    `${said(process.env.CHEFS_MOCK, '--version')} (${said('git', 'rev-parse', '--short', 'HEAD')})`,
    said(process.env.NATS_SERVER || 'nats-server', '--version'),
    `${cpus()[0].model.trim()}, ${cpus().length} cores, load ${loadavg()[1].toFixed(0)}`,
  ].join('; ');
}

function sections(page) {
  return new Map(page.split(/^## /m).slice(1).map((text) => [text.split('\n', 1)[0], text]));
}

export function withSection(page, names, part, result, seconds, where) {
  const all = sections(page);
  const verdict = result.isRight ? '' : '**wrong:** ';
  all.set(part.name, [
    part.name, '', `${verdict}${result.done}, in ${seconds.toFixed(0)} s.`, '',
    ...result.found.map((line) => `- ${line}`), '', `*${where}*`, '', '',
  ].join('\n'));
  const ordered = names.filter((name) => all.has(name)).map((name) => `## ${all.get(name).trimEnd()}\n`);
  return [head, ...ordered].join('\n');
}
