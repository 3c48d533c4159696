// Consumers that connect, log in or use the API wrongly.
import { rootCertificates } from "node:tls";

import { connectOverTcp, natsCore } from "../../stock/node/current_client.mjs";
import { die } from "./endings.mjs";

function isRefusal(error) {
  return error instanceof natsCore.AuthorizationError;
}

// Publishes as soon as it is connected, and looks at no answer.
function publishes(subject, data) {
  return (steps) => {
    steps.afterConnect = async (connection) => connection.publish(subject, data);
  };
}

export const connectBugs = {
  "ignores-scheme"(steps) {
    steps.connect = function () {
      const servers = this.servers.map((url) => new URL(url).host);
      return connectOverTcp({ ...this.connectOptions(), servers, timeout: 1_000 });
    };
  },
  "seed-as-token"(steps) {
    steps.authenticator = function () {
      return natsCore.tokenAuthenticator(this.seed);
    };
  },
  "sends-seed-as-password"(steps) {
    const { authenticator } = steps;
    steps.authenticator = function () {
      const signs = authenticator.call(this);
      return (nonce) => ({ ...signs(nonce), pass: this.seed });
    };
  },
  "hammers-when-refused"(steps) {
    const { pause } = steps;
    steps.pause = function (tries, error) {
      return isRefusal(error) ? this.rest(20) : pause.call(this, tries, error);
    };
  },
  "gives-up-at-start"(steps) {
    const { pause } = steps;
    steps.pause = function (tries, error) {
      if (this.connections === 0) die(`cannot connect: ${error?.message}`);
      return pause.call(this, tries, error);
    };
  },
  "storms-at-start"(steps) {
    const { pause } = steps;
    steps.pause = function (tries, error) {
      return this.connections === 0 ? this.rest(10) : pause.call(this, tries, error);
    };
  },
  "creates-stream": publishes(
    "$JS.API.STREAM.CREATE.CHEFS",
    '{"name":"CHEFS","subjects":["PUBLIC.forms.>","PRIVATE.forms.>"]}',
  ),
  "purges-stream": publishes("$JS.API.STREAM.PURGE.CHEFS", ""),
  "publishes-event": publishes("PUBLIC.forms.submission.created.0b9a", "{}"),
  // Named like this, the system's do not include NODE_EXTRA_CA_CERTS.
  "ignores-ca-file"(steps) {
    steps.ca = rootCertificates;
  },
  "trusts-any-certificate"(steps) {
    const { socketOptions } = steps;
    steps.socketOptions = function () {
      return { ...socketOptions.call(this), rejectUnauthorized: false };
    };
  },
  "connects-for-each-batch"(steps) {
    steps.pause = async () => {};
    steps.afterBatch = async ({ connection }) => {
      await connection.flush();
      await connection.close();
    };
  },
  "connects-without-name"(steps) {
    const { connectOptions } = steps;
    steps.connectOptions = function () {
      return { ...connectOptions.call(this), name: undefined };
    };
  },
};
