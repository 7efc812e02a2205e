// Tests the answers about roles that are kept in D1 with the contract of their port.
import { env } from "cloudflare:workers";
import { roleFitsContract } from "../testing/contracts/role-fits.ts";
import { d1RoleFits } from "./role-fits.ts";

roleFitsContract({ name: "the answers in D1", make: () => d1RoleFits(env.CRM) });
