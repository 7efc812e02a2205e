// Tests what is refused of a policy before it is adopted, each with its place.
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { defaultPolicy } from "../schema/default-policy.ts";
import { anyPolicy, FAULTY } from "../testing/any-policy.ts";
import { runs } from "../testing/properties.ts";
import { samplePolicy } from "../testing/sample-policy.ts";
import { checkPolicy } from "./check-policy.ts";

const [inTests, inProduction] = [{ refusesPlaceholders: false }, { refusesPlaceholders: true }];
const faultsOf = (value: unknown, options = inTests) => {
  const checked = checkPolicy(value, options);
  return checked.ok ? [] : checked.error;
};

describe("a policy", () => {
  it("can be adopted with any sender, words, days and thresholds", ({ expect }) => {
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        expect(faultsOf(policy)).toEqual([]);
      }),
      runs(50),
    );
  });

  it("can be the one that a new installation begins with", ({ expect }) => {
    expect(faultsOf(defaultPolicy)).toEqual([]);
  });

  it.for(Object.entries(FAULTY))("is refused with %s, and its place", ([, [place, change]], { expect }) => {
    expect(faultsOf(change(samplePolicy)).map((fault) => fault.place)).toEqual([place]);
  });

  it("is refused with all its faults at once", ({ expect }) => {
    const [, blank] = FAULTY["an unknown blank"]!;
    const [, hosts] = FAULTY["a host that is a number"]!;
    expect(faultsOf(hosts(blank(samplePolicy) as typeof samplePolicy))).toEqual([
      { place: "compose.templates.reply.body", fault: "unknown blank {{nmae}}" },
      { place: "draft.hosts[0]", fault: '"127.0.0.1" is no host' },
    ]);
  });

  it.for([null, 7, "policy", [], {}])("is refused when it is %s", (value, { expect }) => {
    expect(faultsOf(value).length).toBeGreaterThan(0);
  });

  it("has each of its placeholders named where real people are written to, with any sender and any other fault", ({
    expect,
  }) => {
    const places = ["compose.sender.address", "compose.sender.website", "draft.hosts[0]"];
    fc.assert(
      fc.property(anyPolicy, (policy) => {
        expect(faultsOf(policy, inProduction).map(({ place }) => place)).toEqual(places);
        const [place, change] = FAULTY["an unknown blank"]!;
        expect(faultsOf(change(policy), inProduction).map((fault) => fault.place)).toEqual([place, ...places]);
      }),
      runs(20),
    );
  });

  it("names no placeholder where real people are written to", ({ expect }) => {
    expect(faultsOf(samplePolicy, inProduction)).toEqual([
      { place: "compose.sender.address", fault: "sampleworks.example is a placeholder" },
      { place: "compose.sender.website", fault: "sampleworks.example is a placeholder" },
      { place: "draft.hosts[0]", fault: "sampleworks.example is a placeholder" },
    ]);
    const { compose, draft } = samplePolicy;
    const sender = { ...compose.sender, address: "robin@example.de", website: "https://www.example.de/" };
    const real = { ...samplePolicy, compose: { ...compose, sender }, draft: { ...draft, hosts: ["www.example.de"] } };
    expect(faultsOf(real, inProduction)).toEqual([]);
  });
});
