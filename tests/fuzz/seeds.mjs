// Writes each fuzz target's first inputs, FOLDER/<target>/<n>: what stands in
// fixtures/ and scenarios/ taken apart, and a few protocol texts of each kind.
//
//   node tests/fuzz/seeds.mjs FOLDER
import {createHash} from 'node:crypto';
import {mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const project = fileURLToPath(new URL('../..', import.meta.url));
const json = (path) => JSON.parse(readFileSync(join(project, path), 'utf8'));
const filesBelow = (folder) => readdirSync(join(project, folder), {recursive: true})
  .filter((name) => name.endsWith('.json')).map((name) => join(folder, name));
const jsonIn = (folder) => filesBelow(folder).map(json);
const textsIn = (folder) => filesBelow(folder)
  .map((path) => readFileSync(join(project, path), 'utf8'));
const lines = (...all) => all.map((line) => line.join('\r\n') + '\r\n');

// Longer ones only slow a fuzzer down.
const mostBytes = 6000;
const tests = jsonIn('fixtures/vectors')
  .flatMap(({testGroups}) => testGroups.flatMap((group) => group.tests));
const decryptorCases = jsonIn('scenarios/decryptor').flatMap(({cases}) => cases ?? []);
const consumerCases = jsonIn('scenarios/consumer').flatMap(({cases}) => cases ?? []);

const decryptorBundle = ({id, title, level, requirement, source, flags, meaning, fix}) => ({
  bundle: 1, suite: 'decryptor', suiteVersion: '0', caseSetDigest: '', seed: '1',
  profile: 'documented', adapter: 'session', command: ['./decryptor'],
  case: {id, title, level, requirement, source, flags, meaning, fix},
  checks: [{name: 'a', expect: 'reject', key: 'k', data: '00ff', plaintextBase64: 'e30=',
            touched: [[0, 2]], control: {key: 'k', data: '00', plaintextBase64: ''}}],
  result: {}});
const consumerBundle = (asked) => ({
  bundle: 1, suite: 'consumer', suiteVersion: '0', caseSetDigest: '', seed: '1',
  natsServerVersion: '2.10.27', transport: 'websocket', command: ['./consumer'], case: asked,
  faultsApplied: [], transcript: [], result: {}});
const vectorFile = (test) => {
  const testGroups = [{id: 'a', tests: [test]}];
  const digest = createHash('sha256').update(JSON.stringify(testGroups)).digest('hex');
  return {algorithm: 'cryptr 6', digest, testGroups};
};

const info = JSON.stringify({
  server_id: 'NA', version: '2.10.27', proto: 1, headers: true, max_payload: 1048576,
  tls_required: true, nonce: 'abc', connect_urls: ['127.0.0.1:4222'], ws_connect_urls: []});
const request = ['GET / HTTP/1.1', 'Host: 127.0.0.1:8888', 'Upgrade: websocket',
  'Connection: Upgrade', 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
  'Sec-WebSocket-Extensions: permessage-deflate;', ' client_max_window_bits',
  'Sec-WebSocket-Version: 13', ''];
const answer = ['HTTP/1.1 101 Switching Protocols', 'Upgrade: websocket', 'Connection: Upgrade',
  'Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=',
  'Sec-WebSocket-Extensions: permessage-deflate', ''];
const frame = (first, payload) => Buffer.concat([Buffer.from([first, payload.length]),
  Buffer.from(payload)]);
const frames = Buffer.concat([frame(0x02, 'INFO {}'), frame(0x80, '\r\n'), frame(0x89, 'ping'),
  Buffer.from([0x82, 126, 0, 3]), Buffer.from('+OK'),
  frame(0x88, Buffer.from([3, 233, 98, 121, 101]))]);
const masked = Buffer.concat([Buffer.from([0x82, 0x86, 1, 2, 3, 4]), Buffer.from('PING\r\n')]);

const natsOfProgram = lines(
  ['CONNECT {"nkey":"UA","sig":"c2ln","lang":"c","name":"n","pass":"x"}', 'PING', 'UNSUB 3 1'],
  ['SUB _INBOX.a.* 1', 'SUB PUBLIC.> queue 2'],
  ['PUB $JS.API.CONSUMER.MSG.NEXT.CHEFS.durable _INBOX.a.1 12', '{"batch":10}'],
  ['PUB $JS.API.STREAM.INFO.CHEFS _INBOX.a.2 0', ''],
  ['PUB $JS.ACK.CHEFS.durable.1.7.3.1764500000000000000.0 4', '-NAK'],
  ['HPUB a.b 12 14', 'NATS/1.0\r\n\r\n', 'hi']);
const natsOfServer = lines(
  [`INFO ${info}`, '+OK', 'PONG', "-ERR 'Permissions Violation for Publish to \"a\"'"],
  ['MSG PUBLIC.forms.submission.created.f 1 $JS.ACK.CHEFS.d.1.7.3.1764500000000000000.0 2', '{}'],
  ['HMSG _INBOX.a.1 1 28 28', 'NATS/1.0 404 No Messages\r\n\r\n', ''],
  ['MSG _INBOX.a.2 2 39', '{"error":{"code":404,"err_code":10014}}']);
const basic = (text) => `Authorization: Basic ${btoa(text)}`;
const put = '{"formId":"f","apiKey":"k","download":{"submission":{}}}';

const seeds = {
  hex_base64: ['00ff', 'ABcd', 'Zm9vYg==', 'Zm9v'],
  nkeys: ['SUAIBDPBAUTWCWBKIO6XHQNINK5FWJW4OHLXC3HQ2KFE4PEJUA44CNHTC4',
    'UCUF4LYBJVZIZXTGKKLMMTKBZLAWQVIUBEAFEFEIDFQ5IIJ2MUXWJOHT', `!${'\x90'}${'\xa0'}`],
  subjects: ['PRIVATE.forms.submission.>\nPRIVATE.forms.submission.created.f1',
    '*.forms.*.*.f1\nPUBLIC.forms.schema.published.f1', 'PUBLIC.forms.submissions.*.*\n'],
  cryptr: ['\0\x10a{}', ...tests.map(({data}) => data).filter((d) => typeof d === 'string')],
  utf8: ['é€😀', '\u0000a"\\', Buffer.from('edb080f0808080c0af', 'hex')],
  json: ['{"a":[1,-0,1.5e300,true,null,"\\u00e9\\ud83d\\ude00"],"a":{}}', '1e999',
    ...tests.map(({data}) => JSON.stringify(data))],
  received_event: textsIn('fixtures/events'),
  scenario_file: textsIn('scenarios').filter((text) => text.includes('"steps"')),
  nats_protocol: [...natsOfProgram.map((text) => `\x06\0${text}`),
    ...natsOfServer.map((text) => `\x06\x01${text}`)],
  websocket_frames: [frames, masked],
  http_head: lines(request, answer),
  report_line: ['{"chefs":1,"seq":7,"outcome":"processed","submissionId":"s","draft":true,' +
    '"plaintextSha256":"00"}\nlog\n{"chefs":1,"notice":"gap"}\n{"chefs":1,"seq":0}\n'],
  session_messages: ['{"ready":{"name":"d","version":"1","unsupported":["a.*"]}}',
    '{"id":"1","plaintextBase64":"e30="}', '{"id":"1","plaintext":"{}"}',
    '{"id":"1","rejected":"tag"}', '{"id":"1","unsupported":"no","plaintext":1}'],
  fault_file: consumerCases.filter(({faults}) => faults).map(({faults}) => ({seed: 7, faults})),
  consumer_case: consumerCases,
  decryptor_case: decryptorCases,
  bundle: [...decryptorCases.slice(0, 5).map(decryptorBundle), ...consumerCases.map(consumerBundle)],
  vectors: tests.map(vectorFile),
  publish_ack: ['{"stream":"CHEFS","seq":7}', '{"stream":"CHEFS", "seq":7,"duplicate":true}',
    '{"error":{"code":503,"err_code":10077,"description":"maximum messages exceeded"}}'],
  recovery_api: lines(
    ['GET /app/api/v1/submissions/s1 HTTP/1.1', 'Host: h', basic('form-1:the-api-key'), ''],
    ['HEAD /app/api/v1/submissions/s2?x HTTP/1.1', basic('form-1:x'), ''],
    ['PUT /chefs-mock/submissions/s2 HTTP/1.1', 'Authorization: Bearer the-token',
      `Content-Length: ${put.length}`, '', put],
    ['PUT /chefs-mock/submissions/s2 HTTP/1.1', 'Authorization: Bearer the-token',
      'Transfer-Encoding: chunked', '', '2', '{}', '0', '']),
  addresses: ['wss://chefs.example:8888/path?q\nws://[::1]:80\nhost\n2026-11-24T06:50:16.123456789Z\n' +
    '1970-01-01T00:00:00+01:00\nhttps://user:password@h/'],
  tunnel: [`\x05INFO ${info}\r\n+OK\r\n`, '\x40INFO {"tls_required":true}\n', 'xPING\r\n'],
  websocket_client: [Buffer.concat([Buffer.from([0]), frames]), ...lines(answer).map((a) => `\x01${a}`),
    '\x01HTTP/1.1 400 Bad Request\r\nContent-Length: 3\r\n\r\nno\n'],
};

// Large ones, for the replay alone: libFuzzer takes the first 8 KiB of them.
// Each once took minutes, or the thread's stack.
const deep = (levels) => '['.repeat(levels) + ']'.repeat(levels);
const manyKeys = (count) =>
  `{${Array.from({length: count}, (_, i) => `"${i.toString(36)}":0`).join()}}`;
const large = {
  json: [deep(200000), manyKeys(5000), `[${'1'.repeat(200000)}]`, `"${'\\ud800'.repeat(50000)}"`],
  received_event: [deep(200000), `{"meta":{"formMetadata":{"a":${deep(100000)}}},"payload":{}}`,
    `{"meta":{"formMetadata":${manyKeys(50000)}},"payload":{}}`],
  session_messages: [manyKeys(50000), `{"id":"1","plaintext":${deep(200000)}}`],
  report_line: [`{"chefs":1,"seq":${deep(100000)}}`, manyKeys(50000)],
  nats_protocol: [`\x3f\0CONNECT ${manyKeys(12000)}\r\n`, `\x3f\x01+OK ${'x'.repeat(140000)}\r\n`],
  tunnel: [`\xffINFO ${deep(100000)}\r\n`, `\xffINFO {"a":${deep(100000)}}\r\n`,
    `\xffINFO ${manyKeys(50000)}\r\n`],
  http_head: [`GET / HTTP/1.1\r\n${'a: b\r\n'.repeat(10000)}\r\n`],
  scenario_file: [deep(100000), `{"title":${deep(100000)}}`],
  fault_file: [deep(100000)],
  consumer_case: [`{"id":${deep(100000)}}`],
  decryptor_case: [`{"checks":[{"name":"a","expect":"reject","data":${deep(100000)}}]}`],
  bundle: [`{"suite":${deep(100000)}}`],
  vectors: [`{"testGroups":${deep(100000)}}`],
  subjects: [`${'*.'.repeat(4000)}>\n${'a.'.repeat(4000)}a`],
};

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('usage: node tests/fuzz/seeds.mjs FOLDER');
for (const [target, inputs] of Object.entries(seeds)) {
  const place = join(folder, target);
  rmSync(place, {recursive: true, force: true});
  mkdirSync(place, {recursive: true});
  const bytes = inputs
    .map((input) => typeof input === 'string' || Buffer.isBuffer(input) ? input : JSON.stringify(input))
    .filter((input) => input.length <= mostBytes);
  [...bytes, ...large[target] ?? []].forEach((input, i) => writeFileSync(join(place, String(i)), input));
}
