// Tests the in-memory CRM of the tests with the contract of the CRM port.
import { crmContract } from "../testing/contracts/crm.ts";
import { memoryCrm } from "../testing/twins/memory-crm.ts";

crmContract({ name: "the CRM in memory", make: memoryCrm });
