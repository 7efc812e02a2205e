// Tests the answers about roles that are kept in memory with the contract of their port.
import { roleFitsContract } from "../testing/contracts/role-fits.ts";
import { memoryRoleFits } from "../testing/twins/memory-role-fits.ts";

roleFitsContract({ name: "the answers in memory", make: memoryRoleFits });
