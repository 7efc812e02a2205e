import { crmContract } from "./crm.contract.ts";
import { memoryCrm } from "./memory-crm.ts";

crmContract({ name: "the CRM in memory", make: memoryCrm });
