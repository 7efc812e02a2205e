// Tests reading the answers: what is accepted, and that each fault names its place in the words of the file.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { ACME } from "../testing/deploy/acme.ts";
import { isUnanswered, readAnswers, withAnswers } from "./answers.ts";

const read = (answers: object) => readAnswers(JSON.stringify({ production: answers }), "production");
const { account: _, ...acme } = { account: undefined, ...ACME };

describe("the answers", () => {
  it("are read with what is usual for what they leave out", ({ expect }) => {
    const { desk, hooks, region, admins, sender } = acme;
    expect(read({ desk, hooks, region, admins, sender })).toEqual({
      ok: true,
      value: { ...acme, name: "holdpoint", shards: 1, transport: "outbox", signIn: "access" },
    });
  });

  it.for([
    [{ desk: "https://desk.acme.dev" }, "production.desk: must be a domain name in lower case, as desk.acme.com"],
    [{ desk: "Desk.acme.dev" }, "production.desk: must be a domain name in lower case, as desk.acme.com"],
    [{ desk: "desk" }, "production.desk: must be a domain name in lower case, as desk.acme.com"],
    [
      { hooks: "desk.acme.dev" },
      "production.hooks: must be another name than the desk's, because a sign-in stands in front of the desk",
    ],
    [{ name: "Acme Works" }, "production.name: must be lower case letters, digits and dashes, at most 30"],
    [{ account: "acme" }, "production.account: must be the account's id, 32 digits"],
    [{ admins: [] }, /^production\.admins: /],
    [{ admins: ["ada"] }, /^production\.admins\.0: /],
    [{ shards: 0 }, /^production\.shards: /],
    [{ sender: { ...acme.sender, website: "http://acme.dev" } }, /^production\.sender\.website: /],
    [
      { reasoning: "sometimes" },
      "production.reasoning: must be off, on, low-risk, share:<percent>[,low-risk] or shadow",
    ],
    [{ regoin: "eu" }, /^production: .*regoin/],
  ] as const)("are refused with the place: %j", ([change, fault], { expect }) => {
    const answers = read({ ...acme, ...change });
    expect(answers.ok ? "" : answers.error.join("\n")).toMatch(fault);
  });

  it("are refused as a whole when the file is none, or lacks the environment", ({ expect }) => {
    expect(readAnswers("{", "staging")).toEqual({
      ok: false,
      error: ['The file must be JSON: {"staging": {…}, "production": {…}}.'],
    });
    expect(readAnswers('{"production":{}}', "staging")).toEqual({ ok: false, error: ['"staging" is missing.'] });
  });

  it("are asked for where the file says nothing of the environment, and added beside the other one", ({ expect }) => {
    expect(isUnanswered("{}", "staging")).toBe(true);
    expect(isUnanswered('{"staging":{"desk":1}}', "staging")).toBe(false);
    // A file that somebody broke is not written over.
    for (const broken of ["{", "[]", "null", '"x"']) expect(isUnanswered(broken, "staging"), broken).toBe(false);
    const text = withAnswers(JSON.stringify({ production: acme }), "staging", ACME);
    expect([readAnswers(text, "staging"), readAnswers(text, "production")].map(({ ok }) => ok)).toEqual([true, true]);
  });

  it("never throw, whatever the file has", ({ expect }) => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        expect(typeof readAnswers(text, "staging").ok).toBe("boolean");
      }),
    );
  });
});
