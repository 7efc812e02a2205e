// A client of the desk's JSON API, with a person's token. It has only the calls that the local scripts need.
import * as z from "zod";
import { Tier } from "../schema/lists.ts";
import { Policy } from "../schema/policy.ts";
import { ScoreTerm } from "../schema/score-lists.ts";

/** An event of a contact's timeline. */
const Entry = z.object({
  version: z.int(),
  type: z.string(),
  at: z.string(),
  payload: z.record(z.string(), z.unknown()),
});
export type Entry = z.infer<typeof Entry>;

const Hold = z.object({ holdId: z.string(), kind: z.enum(["preview", "draft"]), state: z.string() });

/** A contact's score, with its terms. */
const Score = z.object({
  vertical: z.string(),
  tier: Tier,
  composite: z.int(),
  judge: z.string().nullable(),
  terms: z.array(z.object({ term: ScoreTerm, basisPoints: z.int().nullable(), weight: z.int(), share: z.int() })),
});

/** A contact with its timeline. `step` is the step of its unfinished run; null when no run is unfinished. */
export const ContactView = z.object({
  contactId: z.string(),
  version: z.int(),
  step: z.string().nullable(),
  card: z.object({ name: z.string().nullable(), email: z.string() }).nullable(),
  /** Null while the contact was not scored. */
  score: Score.nullable(),
  holds: z.array(Hold),
  timeline: z.array(Entry),
});
export type ContactView = z.infer<typeof ContactView>;

const OpenedHold = z.object({ digest: z.string() });

const ContactPage = z.object({ items: z.array(z.object({ id: z.string() })), next: z.string().nullable() });

const PolicyInForce = z.object({ policy: Policy, adoption: z.object({ version: z.int() }).nullable() });
const MadeToken = z.object({ token: z.string() });
const SignInCode = z.object({ code: z.string() });

export type DeskApi = ReturnType<typeof deskApi>;

interface Outside {
  /** Further headers, as those with which a program comes through Cloudflare Access. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly fetch?: typeof globalThis.fetch;
}

/** Each call throws when the desk does not answer, and when the response is not a success. `token`: null where the headers alone say who calls. */
export function deskApi(url: string, token: string | null, { headers = {}, fetch = globalThis.fetch }: Outside = {}) {
  async function call(method: "GET" | "POST", path: string, body?: object): Promise<Response> {
    return fetch(new URL(`/api/v1${path}`, url), {
      method,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...headers,
        ...(body && { "content-type": "application/json" }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async function read<Shape extends z.ZodType>(path: string, shape: Shape): Promise<z.output<Shape>> {
    const response = await call("GET", path);
    if (!response.ok) throw await failure(path, response);
    return shape.parse(await response.json());
  }

  const api = {
    /** Null when the contact is unknown. */
    async contact(id: string): Promise<ContactView | null> {
      const response = await call("GET", `/contacts/${id}`);
      if (response.status === 404) return null;
      if (!response.ok) throw await failure(`/contacts/${id}`, response);
      return ContactView.parse(await response.json());
    },

    /** The ids of all contacts, in order. */
    async *contactIds(): AsyncGenerator<string> {
      let cursor: string | null = null;
      do {
        const page: z.output<typeof ContactPage> = await read(
          `/contacts?limit=100${cursor === null ? "" : `&cursor=${cursor}`}`,
          ContactPage,
        );
        for (const { id } of page.items) yield id;
        cursor = page.next;
      } while (cursor !== null);
    },

    /** Adopts the policy that a new installation begins with, unless a policy was adopted before. */
    async adoptFirstPolicy(): Promise<void> {
      const { adoption } = await read("/policy", z.object({ adoption: z.unknown() }));
      if (adoption === null) await api.act("/policy/adopt");
    },

    /** The policy in force, and its adoption; null while none was adopted. */
    policy: () => read("/policy", PolicyInForce),

    /** Adopts a policy over the one of version `replaces`; 0 where none was adopted. */
    adoptPolicy: (body: {
      readonly policy: Policy;
      readonly replaces: number;
      readonly reason: string;
    }): Promise<void> => api.act("/policy", body),

    /** Makes a token, which is shown this once. */
    async makeToken(name: string, scopes: readonly string[], days: number): Promise<string> {
      const response = await call("POST", "/tokens", { name, scopes, days });
      if (!response.ok) throw await failure("/tokens", response);
      return MadeToken.parse(await response.json()).token;
    },

    /** The contact with this address; null when there is none. */
    async contactOf(email: string): Promise<string | null> {
      const { items } = await read(`/contacts?q=${encodeURIComponent(email)}`, ContactPage);
      return items[0]?.id ?? null;
    },

    /** Posts an action. A repeated action gets the first answer. */
    async act(path: string, body: object = {}): Promise<void> {
      const response = await call("POST", path, body);
      if (!response.ok) throw await failure(path, response);
    },

    /**
     * Decides a hold as a person does: opens it, and sends the digest of what it showed. A repeated decision gets the first answer.
     */
    async decide(
      holdId: string,
      decision: "confirm" | "dismiss" | "approve" | "reject",
      body: object = {},
    ): Promise<void> {
      const { digest } = await read(`/holds/${holdId}`, OpenedHold);
      await api.act(`/holds/${holdId}/${decision}`, { digest, ...body });
    },

    /** A one-time code that signs in the token's person on a page. */
    async signInCode(): Promise<string> {
      const response = await call("POST", "/sign-in-codes");
      if (!response.ok) throw await failure("/sign-in-codes", response);
      return SignInCode.parse(await response.json()).code;
    },
  };
  return api;
}

/** The desk refused a call. */
export class DeskRefusal extends Error {
  override readonly name = "DeskRefusal";
  readonly status: number;

  constructor(path: string, status: number, text: string) {
    super(`the desk answered ${status} to ${path}: ${text.slice(0, 300)}`);
    this.status = status;
  }
}

const failure = async (path: string, response: Response): Promise<Error> =>
  new DeskRefusal(path, response.status, await response.text());
