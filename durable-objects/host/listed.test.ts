// Tests what the list says of entries that a person names.
import { it } from "vitest";
import { memorySuppressionList } from "../../testing/twins/memory-suppression-list.ts";
import { suppressionDigest } from "../../domain/address.ts";
import { ListWentBack } from "../../drizzle/suppression-list.ts";
import { listedStates } from "./listed.ts";
import { entriesOf } from "./suppress.ts";

const SYSTEM_KEY = "a system key of this test alone, and of nothing else";

function aList(logged = 0) {
  const list = memorySuppressionList();
  const ports = { list, logRevision: { read: async () => logged }, systemKey: SYSTEM_KEY };
  const add = async (value: string) => {
    const entries = entriesOf(SYSTEM_KEY, { kind: "address", value });
    if (entries.ok)
      await list.add(
        entries.value.map((entry) => ({ ...entry, cause: "desk" as const })),
        0,
      );
  };
  return { list, ports, add };
}

it("says in order which entries are new, listed, lifted, or none", async ({ expect }) => {
  const { list, ports, add } = aList();
  await add("quiet@listed.example");
  await add("back@listed.example");
  await list.lift(
    { kind: "address", digest: suppressionDigest(SYSTEM_KEY, "address", "back@listed.example"), by: "robin" },
    0,
  );
  const states = await listedStates(
    {
      entries: [
        { kind: "address", value: "new@listed.example" },
        { kind: "address", value: "Quiet@LISTED.example" },
        { kind: "address", value: "back@listed.example" },
        { kind: "domain", value: "co.uk" },
        { kind: "phone", value: "+46 8 555 0199" },
      ],
    },
    ports,
  );
  expect(states).toEqual([
    { is: "new" },
    { is: "listed" },
    { is: "lifted", at: expect.any(String) },
    { is: "invalid" },
    { is: "new" },
  ]);
});

it("says of another spelling of a listed mailbox that it is new, so that it is added", async ({ expect }) => {
  const { ports, add } = aList();
  await add("quiet@listed.example");
  expect(await listedStates({ entries: [{ kind: "address", value: "quiet+news@listed.example" }] }, ports)).toEqual([
    { is: "new" },
  ]);
});

it("answers nothing while the list is behind its log", async ({ expect }) => {
  const { ports, add } = aList(9);
  await add("quiet@listed.example");
  const asked = listedStates({ entries: [{ kind: "address", value: "quiet@listed.example" }] }, ports);
  await expect(asked).rejects.toThrow(ListWentBack);
});
