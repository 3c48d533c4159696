// An independent judge of generated forms and submissions. Reads lines of JSON:
// a form row (it has `versions`), then rows of submissions made with it. Exits
// 1 with the first thing that is wrong.
import { createInterface } from 'node:readline';

const FORM_COLUMNS = [
  'id', 'name', 'description', 'active', 'labels',
  'createdBy', 'createdAt', 'updatedBy', 'updatedAt',
];
const VERSION_COLUMNS = [
  'id', 'formId', 'version', 'schema',
  'createdBy', 'createdAt', 'updatedBy', 'updatedAt', 'published',
];
const PROVIDER_COLUMNS = [
  'code', 'display', 'active', 'idp',
  'createdBy', 'createdAt', 'updatedBy', 'updatedAt',
  'primary', 'login', 'permissions', 'roles', 'tokenmap', 'extra',
];
const SUBMISSION_COLUMNS = [
  'id', 'formVersionId', 'confirmationId', 'draft', 'deleted', 'submission',
  'createdBy', 'createdAt', 'updatedBy', 'updatedAt',
];
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

function must(holds, what) {
  if (!holds) {
    console.error(what);
    process.exit(1);
  }
}

function sameKeys(object, keys, what) {
  const found = Object.keys(object).slice(0, keys.length);
  must(found.join() === keys.join(), `${what}: keys are ${found.join()}`);
}

function isInstant(text) {
  return new Date(text).toISOString() === text;
}

function stamped(row, what) {
  must(isInstant(row.createdAt) && isInstant(row.updatedAt), `${what}: times`);
  must(row.createdBy.length > 0, `${what}: createdBy`);
}

// jsonb keeps shorter keys first, then by bytes.
function inJsonbOrder(value) {
  if (Array.isArray(value)) return value.every(inJsonbOrder);
  if (value === null || typeof value !== 'object') return true;
  const keys = Object.keys(value);
  const sorted = [...keys].sort((a, b) => {
    const [left, right] = [Buffer.from(a), Buffer.from(b)];
    return left.length - right.length || Buffer.compare(left, right);
  });
  return keys.join('\0') === sorted.join('\0') && Object.values(value).every(inJsonbOrder);
}

const isString = (value) => typeof value === 'string';
const isOneOf = (options) => (value) => options.some((option) => option.value === value);

function isFile(file) {
  return UUID.test(file.data.id) && file.url.endsWith(`/${file.data.id}`) &&
    Number.isInteger(file.size) && file.size > 0 && file.storage === 'chefs' &&
    isString(file.originalName);
}

// What fits each type of component; panels hold others, grids rows of others.
const FITS = {
  simpletextfield: (value, component) =>
    isString(value) && value.length <= component.validate.maxLength && value.length > 0,
  simpletextarea: isString,
  simplenumber: (value, component) => {
    const decimals = String(value).split('.')[1] ?? '';
    return Number.isFinite(value) && value >= component.validate.min &&
      value <= component.validate.max && decimals.length <= component.decimalLimit;
  },
  simpleemail: (value) => /^[\x21-\x7e]+@[a-z.]+\.[a-z]+$/.test(value),
  simpleselect: (value, component) => isOneOf(component.data.values)(value),
  simpleradios: (value, component) => isOneOf(component.values)(value),
  simplecheckbox: (value) => typeof value === 'boolean',
  simpledatetime: (value) => isString(value) && !Number.isNaN(Date.parse(value)),
  simplefile: (value) => Array.isArray(value) && value.every(isFile),
  simplebtnsubmit: (value) => value === true,
  datagrid: (value, component) => Array.isArray(value) && value.length > 0 &&
    value.every((row) => checkAnswers(component.components, row).length === 0),
};

function questionsOf(components) {
  return components.flatMap((component) =>
    component.type === 'simplepanel' ? questionsOf(component.components) : [component]);
}

// The keys whose answers do not fit, or that nobody asked for.
function checkAnswers(components, data) {
  const questions = questionsOf(components);
  const wrong = questions.filter((component) =>
    !(component.key in data) || !FITS[component.type](data[component.key], component));
  const known = new Set(questions.map((component) => component.key));
  const unasked = Object.keys(data).filter((key) => !known.has(key));
  return [...wrong.map((component) => component.key), ...unasked];
}

function checkForm(form) {
  sameKeys(form, FORM_COLUMNS, 'form');
  stamped(form, 'form');
  must(UUID.test(form.id), 'form: id');
  must(Object.keys(form).slice(-3).join() === 'identityProviders,versions,snake',
    'form: what is fetched along with it comes last');
  for (const provider of form.identityProviders) {
    sameKeys(provider, PROVIDER_COLUMNS, 'identity provider');
  }
  must(form.versions.length === 1, 'form: one version');
  const [version] = form.versions;
  sameKeys(version, VERSION_COLUMNS, 'version');
  stamped(version, 'version');
  must(version.formId === form.id, 'version: form');
  must(inJsonbOrder(version.schema), 'version: order of the schema');
  checkKinds(version.schema.components);
  return version;
}

function checkKinds(components) {
  const types = new Set(questionsOf(components).map((component) => component.type));
  for (const type of Object.keys(FITS)) must(types.has(type), `form: no ${type}`);
  const panel = components.find((component) => component.type === 'simplepanel');
  must(panel.components.some((inner) => inner.type === 'simplepanel'), 'form: no panel in a panel');
}

function checkSubmission(row, version) {
  sameKeys(row, SUBMISSION_COLUMNS, 'submission');
  must(Object.keys(row).length === SUBMISSION_COLUMNS.length, 'submission: columns');
  stamped(row, 'submission');
  must(UUID.test(row.id), 'submission: id');
  must(/^[0-9A-F]{8}$/.test(row.confirmationId), 'submission: confirmationId');
  must(row.formVersionId === version.id, 'submission: version');
  must(row.submission.state === (row.draft ? 'draft' : 'submitted'), 'submission: state');
  must(inJsonbOrder(row.submission), 'submission: order of the keys');
  const { lateEntry, ...data } = row.submission.data;
  must(lateEntry === false, 'submission: lateEntry');
  const wrong = checkAnswers(version.schema.components, data);
  must(wrong.length === 0, `submission: answers do not fit: ${wrong.join()}`);
}

let forms = 0;
let submissions = 0;
let version;
for await (const line of createInterface({ input: process.stdin })) {
  const row = JSON.parse(line);
  must(JSON.stringify(row) === line, 'a line is not what JSON.stringify gives');
  if ('versions' in row) {
    version = checkForm(row);
    forms += 1;
  } else {
    checkSubmission(row, version);
    submissions += 1;
  }
}
console.log(`${forms} forms, ${submissions} submissions`);
