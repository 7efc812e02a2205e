// Tests what a check of a value says: by which entries it is covered, at which revision, and what else is looked up for a known contact.
import { describe, it } from "vitest";
import { suppressionDigest } from "../../domain/address.ts";
import { memoryLogRevision } from "../../testing/twins/memory-log-revision.ts";
import { optOut } from "../../testing/contact/scenario.ts";
import { aDeployment } from "../../testing/memory/deployment.ts";
import { holdOf } from "../../testing/memory/held.ts";
import { performOne } from "../../schema/only-answer.ts";
import type { SuppressionKind } from "../../schema/lists.ts";
import { checkListed } from "./check-listed.ts";

function anInstallation() {
  const deployment = aDeployment();
  const { list, systemKey } = deployment;
  const add = (kind: SuppressionKind, value: string) =>
    list.add([{ kind, digest: suppressionDigest(systemKey, kind, value), cause: "desk" }], 0);
  const check = (value: string, kind: "address" | "domain" | "phone" = "address") =>
    checkListed(
      { type: "CheckListed", kind, value },
      {
        list,
        logRevision: memoryLogRevision(deployment.log),
        systemKey,
        contactOf: async (id) => {
          const { contact } = deployment.streamOf(id);
          return contact.version === 0 ? null : contact;
        },
      },
    );
  return { deployment, add, check };
}

describe("a check of the list", () => {
  it("finds nothing for a value that no entry covers, as of the list's revision", async ({ expect }) => {
    const { add, check } = anInstallation();
    await add("address", "grace@engine.example");
    const nothing = { revision: 1, entries: [], contactId: null, flags: [] };
    expect(await check("ada@engine.example")).toEqual(nothing);
    expect(await check("engine.example", "domain")).toEqual(nothing);
    expect(await check("+49 30 1234567", "phone")).toEqual(nothing);
  });

  it("names each entry by what of the address it is of", async ({ expect }) => {
    const { add, check } = anInstallation();
    await add("domain", "engine.example");
    await add("comparison", "ada@engine.example");
    await add("address", "ada+news@engine.example");
    expect((await check("Ada+News@Mail.Engine.example"))?.entries).toEqual([
      { kind: "domain", revision: 1, by: "domain" },
    ]);
    expect((await check(" Ada+News@Engine.example "))?.entries).toEqual([
      { kind: "domain", revision: 1, by: "domain" },
      { kind: "comparison", revision: 2, by: "comparison" },
      { kind: "address", revision: 3, by: "address" },
    ]);
    expect((await check("www.engine.example", "domain"))?.entries).toEqual([
      { kind: "domain", revision: 1, by: "domain" },
    ]);
  });

  it("names what else is looked up for a known contact, and their flags", async ({ expect }) => {
    const { deployment, add, check } = anInstallation();
    const { contactId, own } = await holdOf(deployment, "ada@engine.example", "+49 30 1234567");
    await add("phone", "+49301234567");
    expect(await check("ada@engine.example")).toEqual({
      revision: 1,
      entries: [{ kind: "phone", revision: 1, by: "contact" }],
      contactId,
      flags: [],
    });
    expect((await check("0049 30 1234567", "phone"))?.entries).toEqual([{ kind: "phone", revision: 1, by: "phone" }]);
    await performOne(deployment.optOut.port, own(optOut("2", "complaint")));
    expect((await check("ada@engine.example"))?.flags).toEqual(["do_not_contact"]);
  });

  it("finds no lifted entry, and says so of what is no value", async ({ expect }) => {
    const { deployment, add, check } = anInstallation();
    await add("domain", "engine.example");
    const digest = suppressionDigest(deployment.systemKey, "domain", "engine.example");
    await deployment.list.lift({ kind: "domain", digest, by: "rosa" }, 0);
    expect(await check("ada@engine.example")).toMatchObject({ revision: 2, entries: [] });
    for (const [value, kind] of [
      ["not an address", "address"],
      ["127.0.0.1", "domain"],
      ["12", "phone"],
    ] as const)
      expect(await check(value, kind)).toBeNull();
  });
});
