import { crmContract } from "../testing/contracts/crm.ts";
import { memoryCrm } from "../testing/twins/memory-crm.ts";

crmContract({ name: "the CRM in memory", make: memoryCrm });
