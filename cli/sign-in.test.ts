// `holdpoint sign-in` against the desk of the test installation: the printed code and link sign in once.
import { describe, it } from "vitest";
import { deskApp } from "../workers/desk/app.tsx";
import { GRACE, sampleInstallation } from "../testing/desk/installation.ts";
import { form, FROM_OUR_PAGE } from "../testing/desk/visitor.ts";
import { holdpoint } from "../testing/command-line.ts";

const DESK = "http://localhost:9000";

function anInstallation(token = GRACE.token) {
  const app = deskApp(sampleInstallation().desk);
  const signIn = (...args: readonly string[]) =>
    holdpoint(["sign-in", "--desk", DESK, ...args], {
      env: { HOLDPOINT_DESK_TOKEN: token },
      fetch: async (url, init) => app.request(url, init),
    });
  const enter = async (code: string): Promise<number> =>
    (await app.request(`${DESK}/login`, form({ code }, FROM_OUR_PAGE))).status;
  return { signIn, enter };
}

describe("holdpoint sign-in", () => {
  it("prints a link and a code, which signs in once", async ({ expect }) => {
    const { signIn, enter } = anInstallation();
    const { code, out, err } = await signIn();
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const [, made = "", again] =
      /^Desk {2}http:\/\/localhost:9000\/login\?code=(\S+)\nCode {2}(\S+), works once, until 2026-11-22T12:10:00.000Z\n$/.exec(
        out,
      ) ?? [];
    expect(again).toBe(made);
    expect([await enter(made), await enter(made)]).toEqual([303, 403]);
  });

  it("prints the same as JSON with --json", async ({ expect }) => {
    const { signIn, enter } = anInstallation();
    const answer = JSON.parse((await signIn("--json")).out) as { url: string; code: string };
    expect(answer).toEqual({
      url: `${DESK}/login?code=${answer.code}`,
      code: answer.code,
      expiresAt: "2026-11-22T12:10:00.000Z",
    });
    expect(await enter(answer.code)).toBe(303);
  });

  it("never prints the token, and ends with 2 when the desk does not know it", async ({ expect }) => {
    const { out } = await anInstallation().signIn();
    expect(out).not.toContain(GRACE.token);
    const refused = await anInstallation("token-of-nobody-at-all").signIn();
    expect([refused.code, refused.out]).toEqual([2, ""]);
    expect(refused.err).toContain("The desk does not know the token");
    expect(refused.err).not.toContain("token-of-nobody-at-all");
  });
});
