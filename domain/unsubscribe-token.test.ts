// Tests the token of an unsubscribe link: it is valid for one contact and key, survives key rotation, and every changed token is
// refused.
import { describe, it } from "vitest";
import { contactIdOf } from "../schema/ids.ts";
import { ada, contactNamed } from "../testing/people.ts";
import { signUnsubscribe, UnsubscribeKeys, verifyUnsubscribe } from "./unsubscribe-token.ts";

const base64 = (byte: number, length = 32) => Buffer.alloc(length, byte).toString("base64");
const keys = UnsubscribeKeys.parse({ current: "k1", keys: { k1: base64(1) } });
const rotated = UnsubscribeKeys.parse({ current: "k2", keys: { k1: base64(1), k2: base64(2) } });
const token = signUnsubscribe(keys, ada);

describe("an unsubscribe token", () => {
  it("names its contact, before and after the keys were rotated", ({ expect }) => {
    expect(verifyUnsubscribe(keys, token)).toBe(ada);
    expect(verifyUnsubscribe(rotated, token)).toBe(ada);
    expect(verifyUnsubscribe(rotated, signUnsubscribe(rotated, ada))).toBe(ada);
  });

  it("is the same each time and different for each contact and key", ({ expect }) => {
    expect(signUnsubscribe(keys, ada)).toBe(token);
    expect(new Set([token, signUnsubscribe(keys, contactNamed("bob")), signUnsubscribe(rotated, ada)]).size).toBe(3);
  });

  it("is still valid when an earlier release made it", ({ expect }) => {
    const contactId = contactIdOf("a system key", "ada@engine.example");
    const mailed = "k1.ct_GPFcM3MewuH7bd4gBuNG2g.-1XUR2Ys-k3POqmPxtWgzFrbmEEwbOvDLVVnIyRV8dQ";
    expect(signUnsubscribe(keys, contactId)).toBe(mailed);
    expect(verifyUnsubscribe(rotated, mailed)).toBe(contactId);
  });

  it("needs no escape in a URL, and has a mac of 256 bits", ({ expect }) => {
    expect(encodeURIComponent(token)).toBe(token);
    expect(token.split(".")[2]).toHaveLength(43);
  });

  it("is refused when any bit of it is flipped", ({ expect }) => {
    const bytes = Buffer.from(token, "utf8");
    for (let bit = 0; bit < bytes.length * 8; bit += 1) {
      const flipped = Buffer.from(bytes);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(verifyUnsubscribe(rotated, flipped.toString("latin1")), `bit ${bit}`).toBeNull();
    }
  });

  it.for([
    ["an empty text", ""],
    ["a token that is cut", token.slice(0, -1)],
    ["a token with a further character", `${token}A`],
    ["a token with a further part", `${token}.x`],
    ["the mac of another contact", token.replace(ada, contactNamed("bob"))],
    ["the mac of another key", token.replace(/^k1/, "k2")],
    ["an unknown key", token.replace(/^k1/, "k9")],
    ["a key id that every JavaScript object has", token.replace(/^k1/, "constructor")],
    ["a key that was removed", signUnsubscribe(UnsubscribeKeys.parse({ current: "k0", keys: { k0: base64(9) } }), ada)],
    ["full-width letters", token.normalize("NFKC").replace("k", "ｋ")],
  ] as const)("is refused: %s", ([, given], { expect }) => {
    expect(verifyUnsubscribe(rotated, given)).toBeNull();
  });
});

describe("the keys of unsubscribe links", () => {
  it("have at least 128 bits, and an id of at most twenty characters", ({ expect }) => {
    const current = "k".repeat(20);
    expect(UnsubscribeKeys.safeParse({ current, keys: { [current]: base64(1, 16) } }).success).toBe(true);
  });

  it.for([
    ["too short a key", { current: "k1", keys: { k1: base64(1, 15) } }],
    ["a current key that is not among the keys", { current: "k2", keys: { k1: base64(1) } }],
    ["a key that is no base64", { current: "k1", keys: { k1: "*".repeat(40) } }],
    ["a key without an id", { current: "", keys: { "": base64(1) } }],
    ["a key id of more than twenty characters", { current: "k".repeat(21), keys: { ["k".repeat(21)]: base64(1) } }],
    ["a key id with a dot", { current: "k.1", keys: { "k.1": base64(1) } }],
  ] as const)("are refused with %s", ([, secret], { expect }) => {
    expect(UnsubscribeKeys.safeParse(secret).success).toBe(false);
  });
});
