// Tests the questions of a first setup: what is usual, what is asked again, and that the answers are those that a file would have.
import { describe, it } from "vitest";
import { ACME } from "../testing/deploy/acme.ts";
import { askAnswers } from "./ask.ts";

async function asked(...typed: readonly string[]) {
  const left = [...typed];
  const said: string[] = [];
  const answers = await askAnswers("staging", {
    question: async () => {
      const next = left.shift();
      if (next === undefined) throw new Error("nothing is typed any more");
      return next;
    },
    say: (line) => void said.push(line),
  });
  return { answers, said, left };
}

describe("the questions of a first setup", () => {
  const sender = ["Ada Winter", "Acme Works", "ada@acme.dev", "1 Dock Road, Bristol", "https://acme.dev"];

  it("are answered as a file is", async ({ expect }) => {
    const { answers, left } = await asked(
      "acme",
      "desk.acme.dev",
      "hooks.acme.dev",
      "eu",
      "2",
      "outbox",
      "",
      "ada@acme.dev",
      ...sender,
    );
    expect(answers).toEqual(ACME);
    expect(left).toEqual([]);
  });

  it("are asked again with the reason, until the answer can be used", async ({ expect }) => {
    const { answers, said } = await asked(
      "",
      "https://desk.acme.dev",
      "desk.acme.dev",
      "hooks.acme.dev",
      "mars",
      "none",
      "",
      "",
      "codes",
      "ada",
      "ada@acme.dev bob@acme.dev",
      ...sender,
    );
    expect(answers).toMatchObject({
      name: "holdpoint",
      region: "none",
      shards: 1,
      signIn: "codes",
      admins: ["ada@acme.dev", "bob@acme.dev"],
    });
    expect(said).toContain("  must be a domain name in lower case, as desk.acme.com");
    expect(said.filter((line) => line.startsWith("  "))).toHaveLength(3);
  });
});
