// Every bug by its name: a function that spoils the steps of a right consumer.
import { changeBugs } from "./change_bugs.mjs";
import { connectBugs } from "./connect_bugs.mjs";
import { deliveryBugs } from "./delivery_bugs.mjs";
import { durableBugs } from "./durable_bugs.mjs";
import { envelopeBugs } from "./envelope_bugs.mjs";
import { faultBugs } from "./fault_bugs.mjs";
import { loadBugs } from "./load_bugs.mjs";
import { privateBugs } from "./private_bugs.mjs";
import { secretBugs } from "./secret_bugs.mjs";
import { serverBugs } from "./server_bugs.mjs";
import { sizeBugs } from "./size_bugs.mjs";
import { sourceBugs } from "./source_bugs.mjs";
import { subjectBugs } from "./subject_bugs.mjs";

export const bugs = {
  ...connectBugs,
  ...subjectBugs,
  ...sourceBugs,
  ...envelopeBugs,
  ...privateBugs,
  ...sizeBugs,
  ...changeBugs,
  ...durableBugs,
  ...deliveryBugs,
  ...faultBugs,
  ...serverBugs,
  ...loadBugs,
  ...secretBugs,
};
