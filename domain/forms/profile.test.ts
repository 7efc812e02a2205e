// Tests which texts of a form are the address of a public profile: forms have anything in such a field.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { runs } from "../../testing/properties.ts";
import { profileOf } from "./values.ts";

describe("a profile", () => {
  it.for([
    ["https://www.linkedin.com/in/ada-lovelace", "https://www.linkedin.com/in/ada-lovelace"],
    ["linkedin.com/in/ada-lovelace/", "https://linkedin.com/in/ada-lovelace/"],
    ["http://de.linkedin.com/in/ada?utm_source=x#about", "https://de.linkedin.com/in/ada"],
    [" https://uk.linkedin.com/pub/ada/1/2/3 ", "https://uk.linkedin.com/pub/ada/1/2/3"],
    ["https://www.xing.com/profile/Ada_Lovelace", "https://www.xing.com/profile/Ada_Lovelace"],
  ])("is read from %s", ([text, profile], { expect }) => {
    expect(profileOf(text)).toBe(profile);
  });

  it.for([
    "yes",
    "n/a",
    "-",
    "ada-lovelace",
    "@ada",
    "https://linkedin.com",
    "https://www.linkedin.com/company/engine",
    "https://www.linkedin.com/in/",
    "https://linkedin.com.evil.example/in/ada",
    "https://evil.example/linkedin.com/in/ada",
    "https://linkedin.com@evil.example/in/ada",
    "javascript:alert(1)//linkedin.com/in/ada",
    "ftp://linkedin.com/in/ada",
    "https://linkedin.com/in/ada lovelace\nBcc: x@evil.example",
    "",
    null,
    7,
    ["https://www.linkedin.com/in/ada"],
  ])("is not read from %j", (text, { expect }) => {
    expect(profileOf(text)).toBeUndefined();
  });

  it("is a short address of one of the networks, or nothing, for any text", ({ expect }) => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 400 }), (text) => {
        const profile = profileOf(`linkedin.com/in/${text}`) ?? "https://linkedin.com/in/x";
        expect(profile.length).toBeLessThanOrEqual(300);
        expect(profile).toMatch(/^https:\/\/[a-z.]*(?:linkedin|xing)\.com\/(?:in|pub|profile)\/[^\s"<>]+$/);
      }),
      runs(300),
    );
  });
});
