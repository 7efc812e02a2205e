// Tests which addresses a mail can be written to.
import { describe, it } from "vitest";
import { whyUnwritable } from "./writable-address.ts";

describe("an address", () => {
  it.for([
    "ada@engine.example",
    "ada+shop@engine.example",
    "o'brien_{x}@mail.engine.example",
    "ada@xn--mller-kva.example",
    "ada@localhost.example",
    "ada@internal.example.com",
    `${"a".repeat(64)}@${"b".repeat(60)}.${"c".repeat(60)}.${"d".repeat(60)}.com`,
  ])("can be written to: %s", (address, { expect }) => {
    expect(whyUnwritable(address)).toBeNull();
  });

  it.for([
    ["dörte@engine.example", "mailbox_name"],
    ["用户@engine.example", "mailbox_name"],
    ["ad\u0430@engine.example", "mailbox_name"],
    ["ada eve@engine.example", "mailbox_name"],
    ["ada@engine.example\r\nBcc: eve@evil.example", "mailbox_name"],
    ["ada@engine.example>,<eve@evil.example", "mailbox_name"],
    [`${"a".repeat(240)}@engine.example`, "mailbox_name"],
    ["ada@localhost", "mailbox_name"],
    ["", "mailbox_name"],
    ["ada@printer.local", "domain_reserved"],
    ["ada@localhost.localdomain", "domain_reserved"],
    ["ada@x.localhost", "domain_reserved"],
    ["ada@x.invalid", "domain_reserved"],
    ["ada@x.onion", "domain_reserved"],
    ["ada@mail.office.internal", "domain_reserved"],
  ] as const)("cannot be written to: %j, %s", ([address, why], { expect }) => {
    expect(whyUnwritable(address)).toBe(why);
  });
});
