// Tests that keeping something until the person wishes otherwise is no threat, and that keeping it until they pay is one.
import { describe, it } from "vitest";
import { threatens } from "./threats.ts";

describe("what people of the contact will do", () => {
  it("does not threaten where a board looks at a figure", ({ expect }) => {
    expect(threatens("For the figure that your board will look at, please read this.")).toBe(false);
  });

  it.for(["Your boss will ask why you did not pay.", "Your family will see the photos.", "Your board will see this."])(
    "threatens: %s",
    (text, { expect }) => {
      expect(threatens(text)).toBe(true);
    },
  );
});

describe("a sentence about what we destroy or delete", () => {
  it.for([
    "No box is destroyed unless you have confirmed it in writing.",
    "Boxes are destroyed only after you confirm it.",
    "Wie die Daten danach gelöscht werden, erfrage ich und schreibe es Ihnen.",
    "And are there files in the cellar that may be destroyed soon?",
  ])("does not threaten: %s", (text, { expect }) => {
    expect(threatens(text)).toBe(false);
  });

  it.for([
    "No file will be destroyed if you pay.",
    "No box is destroyed unless you refuse to pay.",
    "Boxes are destroyed only if you ignore us.",
    "Your files will be destroyed unless you confirm the order.",
    "Wie Ihre Daten gelöscht werden, sehen Sie dann.",
  ])("threatens: %s", (text, { expect }) => {
    expect(threatens(text)).toBe(true);
  });
});
