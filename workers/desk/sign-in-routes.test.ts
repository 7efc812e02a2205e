// Tests signing in with a one-time code: how a program gets one, what the page does with it, and how a wrong one is refused.
import { describe, it } from "vitest";
import { GRACE, LINUS, sampleInstallation } from "../../testing/desk/installation.ts";
import { NOW } from "../../testing/desk/leads.ts";
import { form, FROM_OUR_PAGE, ORIGIN } from "../../testing/desk/visitor.ts";
import { countingRandom } from "../../testing/contact/scenario.ts";
import { deskApp } from "./app.tsx";
import type { Desk } from "./desk.ts";
import { identitiesOf } from "./identities.ts";
import { signInCodes } from "./sign-in-codes.ts";

/** A wrong code, in the form of a code. */
const WRONG = "ZZZZ-ZZZZ";

function openDesk(change: (desk: Desk) => Desk = (desk) => desk) {
  const installation = sampleInstallation();
  const desk = change(installation.desk);
  const app = deskApp(desk);
  const ask = async (headers: Record<string, string>, body?: object): Promise<Response> =>
    app.request(`${ORIGIN}/api/v1/sign-in-codes`, {
      method: "POST",
      headers: { ...headers, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const codeOf = async (who: { readonly token: string }): Promise<string> => {
    const answer = (await (await ask({ authorization: `Bearer ${who.token}` })).json()) as { code: string };
    return answer.code;
  };
  const post = async (fields: Record<string, string>, headers: Record<string, string> = FROM_OUR_PAGE) =>
    app.request(`${ORIGIN}/login`, form(fields, headers));
  return { installation, desk, app, ask, codeOf, post };
}

const cookieOf = (answer: Response): string => answer.headers.get("set-cookie")?.split(";")[0] ?? "";

describe("the API for codes", () => {
  it("makes a code for the caller, without a body or with an empty one", async ({ expect }) => {
    const { ask } = openDesk();
    for (const body of [undefined, {}]) {
      const answer = await ask({ authorization: `Bearer ${GRACE.token}` }, body);
      expect([answer.status, await answer.json()]).toEqual([
        200,
        {
          code: expect.stringMatching(/^[2-9A-Z]{4}-[2-9A-Z]{4}$/),
          expiresAt: new Date(Date.parse(NOW) + 10 * 60 * 1000).toISOString(),
        },
      ]);
    }
  });

  it("makes none without a known token, for a session, or for fields that it does not know", async ({ expect }) => {
    const { ask, post, codeOf } = openDesk();
    const cookie = cookieOf(await post({ code: await codeOf(GRACE) }));
    expect(cookie).not.toBe("");
    const refused = [ask({}), ask({ authorization: "Bearer token-of-nobody-at-all" }), ask({ cookie })];
    expect((await Promise.all(refused)).map(({ status }) => status)).toEqual([401, 401, 401]);
    expect((await ask({ authorization: `Bearer ${GRACE.token}` }, { for: "linus" })).status).toBe(422);
  });

  it("makes none on a closed desk", async ({ expect }) => {
    const { ask } = openDesk((desk) => ({ ...desk, identities: null }));
    expect((await ask({ authorization: `Bearer ${GRACE.token}` })).status).toBe(401);
  });
});

describe("signing in with a code", () => {
  it.for([GRACE, LINUS])("signs in $identity, who asked for it, and nobody a second time", async (who, { expect }) => {
    const { app, codeOf, post } = openDesk();
    const code = await codeOf(who);
    const answer = await post({ code, next: "/tasks" });
    expect([answer.status, answer.headers.get("location")]).toEqual([303, "/tasks"]);
    const page = await app.request(`${ORIGIN}/tasks`, { headers: { cookie: cookieOf(answer) } });
    expect(await page.text()).toContain(`Signed in as <strong>${who.identity}</strong>`);
    const again = await post({ code });
    expect([again.status, again.headers.get("set-cookie")]).toEqual([403, null]);
  });

  it("accepts the code in lower case, without its dash and with spaces", async ({ expect }) => {
    const { codeOf, post } = openDesk();
    const typed = ` ${(await codeOf(GRACE)).toLowerCase().replace("-", "  ")} `;
    expect((await post({ code: typed })).status).toBe(303);
  });

  it("accepts a token in the same field", async ({ expect }) => {
    const { app, post } = openDesk();
    const answer = await post({ code: LINUS.token });
    const page = await app.request(`${ORIGIN}/`, { headers: { cookie: cookieOf(answer) } });
    expect(await page.text()).toContain("Signed in as <strong>linus</strong>");
  });

  it("begins a session that ends when the token is removed", async ({ expect }) => {
    const { desk, codeOf, post } = openDesk();
    const cookie = cookieOf(await post({ code: await codeOf(GRACE) }));
    const sessionKey = Buffer.from(desk.identities?.sessionKey ?? []).toString("base64");
    const tokens = { [LINUS.token]: "linus" };
    const without = deskApp({ ...desk, identities: identitiesOf({ tokens: JSON.stringify(tokens), sessionKey }) });
    expect((await deskApp(desk).request(`${ORIGIN}/`, { headers: { cookie } })).status).toBe(200);
    expect((await without.request(`${ORIGIN}/`, { headers: { cookie } })).status).toBe(303);
  });

  it("does not spend a code for the form of another site", async ({ expect }) => {
    const { codeOf, post } = openDesk();
    const code = await codeOf(GRACE);
    const foreign = await post({ code }, { "sec-fetch-site": "cross-site", origin: "https://evil.example" });
    expect([foreign.status, foreign.headers.get("set-cookie")]).toEqual([403, null]);
    expect((await post({ code })).status).toBe(303);
  });
});

describe("a code that is not valid", () => {
  it("is refused with the command for a new one, and logged without the code", async ({ expect }) => {
    const { installation, post } = openDesk();
    const answer = await post({ code: WRONG });
    expect([answer.status, answer.headers.get("set-cookie")]).toEqual([403, null]);
    const text = await answer.text();
    expect(text).toContain("npx holdpoint sign-in");
    expect(text).not.toContain(WRONG);
    expect(installation.incidents).toEqual([
      { incident: "denied", reason: "wrong_code", method: "POST", route: "/login", by: null },
    ]);
  });

  it("is refused after ten minutes", async ({ expect }) => {
    let at = Date.parse(NOW);
    const now = () => new Date(at);
    const { codeOf, post } = openDesk((desk) => ({
      ...desk,
      now,
      signInCodes: signInCodes({ now, random: countingRandom() }),
    }));
    const code = await codeOf(GRACE);
    at += 10 * 60 * 1000;
    expect((await post({ code })).status).toBe(403);
  });

  it("voids the outstanding codes when it is the tenth, and a new code works", async ({ expect }) => {
    const { codeOf, post } = openDesk();
    const code = await codeOf(GRACE);
    for (let count = 0; count < 10; count += 1) expect((await post({ code: WRONG })).status).toBe(403);
    expect((await post({ code })).status).toBe(403);
    expect((await post({ code: await codeOf(GRACE) })).status).toBe(303);
  });

  it("is no token, and a text that is neither gets the command, too", async ({ expect }) => {
    const { post } = openDesk();
    expect(await (await post({ code: "QK4M-7RN" })).text()).toContain("npx holdpoint sign-in");
    expect((await post({})).status).toBe(403);
  });
});

describe("the page for signing in", () => {
  it("shows the code of its link with a button, and does not spend it", async ({ expect }) => {
    const { app, codeOf, post } = openDesk();
    const code = await codeOf(GRACE);
    const answer = await app.request(`${ORIGIN}/login?code=${code.toLowerCase()}&next=/tasks`);
    expect(answer.headers.get("set-cookie")).toBeNull();
    const text = await answer.text();
    expect(text).toContain(`<input type="hidden" name="code" value="${code}"/>`);
    expect(text).toContain('<input type="hidden" name="next" value="/tasks"/>');
    expect(text).toContain('<button class="primary" type="submit">');
    expect((await post({ code })).status).toBe(303);
  });

  it.for(["/login", "/login?code=", "/login?code=%22%3E%3Cscript%3E", `/login?token=${GRACE.token}`])(
    "shows the field for %s, and repeats nothing of the address",
    async (path, { expect }) => {
      const text = await (await openDesk().app.request(`${ORIGIN}${path}`)).text();
      expect(text).toContain("Code or token");
      expect(text).not.toContain(GRACE.token);
      expect(text).not.toContain("<script");
    },
  );
});
