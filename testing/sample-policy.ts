// The policy on which evals, parity and golden sets run, and every test that quotes the words of a sender or a template. It is frozen: what an
// installation says, or what a new one begins with (schema/default-policy.ts), changes no verdict about the product.
import { firstPolicy } from "../schema/first-policy.ts";
import type { Policy } from "../schema/policy.ts";

export const samplePolicy: Policy = firstPolicy;
