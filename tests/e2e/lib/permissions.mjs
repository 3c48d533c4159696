// Which subjects each account of the CHEFS server may use, and many that it
// may not. Written from docs/contract.md, "Transport, accounts", by hand; not
// read from the code under test.

const formId = '0b0e1f3c-6f0d-4f43-9d8e-3c1c2d7f8a10';

// What both accounts may ask of consumers on CHEFS, with a request that works.
// In this order: each is made before it is used.
const pull = { ack_policy: 'explicit' };
const create = (config, name = {}) => ({
  stream_name: 'CHEFS',
  config: { ...pull, ...config, ...name },
});
export const consumerRequests = [
  ['CONSUMER.CREATE.CHEFS', create({ inactive_threshold: 60_000_000_000 })],
  ['CONSUMER.CREATE.CHEFS.one', create({ name: 'one', durable_name: 'one' })],
  [
    'CONSUMER.CREATE.CHEFS.two.PUBLIC.forms.>',
    create({
      name: 'two',
      durable_name: 'two',
      filter_subject: 'PUBLIC.forms.>',
    }),
  ],
  ['CONSUMER.DURABLE.CREATE.CHEFS.NEW', create({ durable_name: 'NEW' })],
  ['CONSUMER.LIST.CHEFS', {}],
  ['CONSUMER.NAMES.CHEFS', {}],
  ['CONSUMER.INFO.CHEFS.one', {}],
  ['CONSUMER.DELETE.CHEFS.two', {}],
].map(([subject, body]) => [`$JS.API.${subject}`, body]);

export const consumerOnlyRequests = [
  ['$JS.API.INFO', {}],
  ['$JS.API.STREAM.INFO.CHEFS', {}],
  ['$JS.API.STREAM.MSG.GET.CHEFS', { seq: 1 }],
  ['$JS.API.STREAM.LIST', {}],
  ['$JS.API.STREAM.NAMES', {}],
];

// Asking for messages: the answers are the messages.
export const nextRequests = [
  '$JS.API.CONSUMER.MSG.NEXT.CHEFS.one',
  '$JS.API.CONSUMER.MSG.NEXT.CHEFS.NEW',
];

export const consumerPublishes = ['SANDBOX.test', '$JS.ACK.CHEFS'];
export const consumerSubscriptions = [
  'PUBLIC.forms.>',
  'PRIVATE.forms.>',
  'PUBLIC.forms.submission.created.*',
  `PRIVATE.forms.schema.published.${formId}`,
  '_INBOX.>',
  '_INBOX.any.thing',
];

const onStream = (name) =>
  ['CREATE', 'UPDATE', 'DELETE', 'INFO', 'PURGE', 'MSG.GET', 'MSG.DELETE'].map(
    (verb) => `$JS.API.STREAM.${verb}.${name}`,
  );
const onConsumersOf = (name) =>
  [
    `CREATE.${name}`,
    `CREATE.${name}.one`,
    `CREATE.${name}.one.PUBLIC.forms.>`,
    `DURABLE.CREATE.${name}.one`,
    `DELETE.${name}.one`,
    `INFO.${name}.one`,
    `LIST.${name}`,
    `NAMES.${name}`,
    `MSG.NEXT.${name}.one`,
    `MSG.NEXT.${name}.NEW`,
  ].map((rest) => `$JS.API.CONSUMER.${rest}`);

// Nobody but an admin may do these.
const refusedToBoth = [
  ...onStream('OTHER'),
  ...onStream('chefs'),
  ...onConsumersOf('OTHER'),
  ...onConsumersOf('CHEFS2'),
  // Consumer subjects one token short or with a verb that is not allowed.
  '$JS.API.CONSUMER.DURABLE.CREATE.CHEFS',
  '$JS.API.CONSUMER.DELETE.CHEFS',
  '$JS.API.CONSUMER.INFO.CHEFS',
  '$JS.API.CONSUMER.MSG.NEXT.CHEFS',
  '$JS.API.CONSUMER.LIST.CHEFS.one',
  '$JS.API.CONSUMER.PAUSE.CHEFS.one',
  '$JS.API.CONSUMER.LEADER.STEPDOWN.CHEFS.one',
  // The stream's leaders, peers, templates, direct reads.
  '$JS.API.STREAM.LEADER.STEPDOWN.CHEFS',
  '$JS.API.STREAM.PEER.REMOVE.CHEFS',
  '$JS.API.STREAM.TEMPLATE.CREATE.CHEFS',
  '$JS.API.DIRECT.GET.CHEFS',
  '$JS.API.DIRECT.GET.CHEFS.PUBLIC.forms.x',
  '$JS.API.STREAM.INFO',
  '$JS.API.STREAM.SNAPSHOT.OTHER',
  '$JS.API.STREAM.RESTORE.OTHER',
  // The server's and the account's own.
  '$JS.API',
  '$JS.API.ACCOUNT.INFO',
  '$JS.API.ACCOUNT.PURGE.CHEFS',
  '$JS.API.ACCOUNT.STREAM.MOVE.CHEFS.CHEFS',
  '$JS.API.META.LEADER.STEPDOWN',
  '$JS.API.SERVER.REMOVE',
  '$JS.chefs.API.INFO',
  '$SYS.REQ.SERVER.PING',
  '$SYS.REQ.SERVER.PING.CONNZ',
  '$SYS.REQ.ACCOUNT.CHEFS.CONNZ',
  '$SYS.REQ.USER.INFO',
  '$SYS.ACCOUNT.CHEFS.CONNECT',
  // Acknowledgements and flow control of other streams.
  '$JS.ACK',
  '$JS.ACK.OTHER',
  '$JS.ACK.OTHER.one.1.1.1.1.1',
  '$JS.ACK.hub.ACCOUNT.CHEFS.one.1.1.1.1.1.x',
  '$JS.FC.CHEFS.one.x',
  '$JS.EVENT.ADVISORY.STREAM.DELETED.CHEFS',
  '$JS.SNAPSHOT.ACK.CHEFS.x',
  // Other subjects of the server.
  '_INBOX.someone.else',
  '_R_.x.y',
  '$KV.bucket.key',
  '$O.bucket.C.x',
  '$SRV.PING',
  'PUBLIC',
  'PUBLIC.forms',
  'PUBLIC.other.submission.created.x',
  'PRIVATE.other.submission.created.x',
  'public.forms.submission.created.x',
  'SANDBOX',
  'SANDBOX.a.b',
  'hello',
];

export const refusedToConsumer = [
  ...refusedToBoth,
  ...['CREATE', 'UPDATE', 'DELETE', 'PURGE', 'MSG.DELETE', 'SNAPSHOT', 'RESTORE'].map(
    (verb) => `$JS.API.STREAM.${verb}.CHEFS`,
  ),
  ...['PUBLIC', 'PRIVATE'].flatMap((visibility) => [
    `${visibility}.forms.submission.created.${formId}`,
    `${visibility}.forms.schema.published.${formId}`,
    `${visibility}.forms.x`,
  ]),
];

export const refusedToProducer = [
  ...refusedToBoth,
  'SANDBOX.test',
  '$JS.ACK.CHEFS',
];

const subscriptionsRefusedToBoth = [
  '>',
  '*',
  '*.>',
  '*.forms.>',
  'PUBLIC.>',
  'PUBLIC.*.>',
  'PUBLIC.forms',
  'PUBLIC.other.>',
  'PRIVATE.>',
  'PRIVATE.*.submission.>',
  'SANDBOX.*',
  'SANDBOX.test',
  '$SYS.>',
  '$SYS.REQ.SERVER.PING',
  '$JS.>',
  '$JS.API.>',
  '$JS.API.CONSUMER.CREATE.CHEFS.>',
  '$JS.API.INFO',
  '$JS.ACK.>',
  '$JS.ACK.CHEFS.>',
  '$JS.EVENT.>',
  '$JS.EVENT.ADVISORY.>',
  '_INBOX_producer.>',
  '_INBOX_consumer.>',
  '_INBOX',
  '_INBOX*.>',
  '_inbox.>',
  '_R_.>',
  '$KV.>',
  '$SRV.>',
  'hello',
];
export const subscriptionsRefusedToConsumer = subscriptionsRefusedToBoth;
export const subscriptionsRefusedToProducer = [
  ...subscriptionsRefusedToBoth,
  'PUBLIC.forms.>',
  'PRIVATE.forms.>',
  `PUBLIC.forms.submission.created.${formId}`,
];

export const producerStreamRequests = [
  ['$JS.API.INFO', {}],
  ['$JS.API.STREAM.LIST', {}],
  ['$JS.API.STREAM.NAMES', {}],
  ['$JS.API.STREAM.INFO.CHEFS', {}],
  ['$JS.API.STREAM.MSG.GET.CHEFS', { last_by_subj: 'PUBLIC.forms.>' }],
];
export const producerSubjects = [
  `PUBLIC.forms.submission.created.${formId}`,
  `PRIVATE.forms.submission.created.${formId}`,
  'PUBLIC.forms.x',
];
export { formId };
