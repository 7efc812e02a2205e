// Tests the kept answers about roles in D1: the first answer to a question stays, and others are not found.
import { env } from "cloudflare:workers";
import { it } from "vitest";
import { d1RoleFits, type KeptFit } from "./role-fits.ts";

const at = "2026-11-29T09:00:00.000Z";
const fit: KeptFit = {
  question: "q1",
  basisPoints: 9_000,
  reason: "decides",
  model: "a-model",
  promptDigest: "a-prompt",
};

it("finds a kept answer by its question, and no other", async ({ expect }) => {
  const fits = d1RoleFits(env.CRM);
  await fits.keep({ ...fit, at });
  await fits.keep({ ...fit, question: "q2", basisPoints: 0, reason: "too_junior", at });
  expect(await fits.read(["q1", "q3"])).toEqual([fit]);
  expect(await fits.read([])).toEqual([]);
  expect((await fits.read(["q2", "q1", "q1"])).map(({ question }) => question).toSorted()).toEqual(["q1", "q2"]);
});

it("leaves the first answer to a question, so that contacts with the same question have the same role fit", async ({
  expect,
}) => {
  const fits = d1RoleFits(env.CRM);
  await fits.keep({ ...fit, at });
  await fits.keep({ ...fit, basisPoints: 100, reason: "unclear", model: "another", at: "2026-11-30T09:00:00.000Z" });
  expect(await fits.read(["q1"])).toEqual([fit]);
});
