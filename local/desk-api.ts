// The desk's JSON API, as a person with a token calls it. Only what the scripts here need of it.
import { z } from "zod";

/** An event of a contact's timeline. */
const Entry = z.object({
  version: z.int(),
  type: z.string(),
  at: z.string(),
  payload: z.record(z.string(), z.unknown()),
});
export type Entry = z.infer<typeof Entry>;

const Hold = z.object({ holdId: z.string(), kind: z.enum(["preview", "draft"]), state: z.string() });

/** A contact with everything that happened. `step` is what its current run waits for; null when there is none unfinished. */
export const ContactView = z.object({
  contactId: z.string(),
  version: z.int(),
  step: z.string().nullable(),
  card: z.object({ name: z.string().nullable(), email: z.string() }).nullable(),
  holds: z.array(Hold),
  timeline: z.array(Entry),
});
export type ContactView = z.infer<typeof ContactView>;

const ContactPage = z.object({ items: z.array(z.object({ id: z.string() })), next: z.string().nullable() });

export type DeskApi = ReturnType<typeof deskApi>;

/** Throws what the desk answered when that is no success, and when nobody answers. */
export function deskApi(url: string, token: string) {
  async function call(method: "GET" | "POST", path: string, body?: object): Promise<Response> {
    return fetch(new URL(`/api/v1${path}`, url), {
      method,
      headers: { authorization: `Bearer ${token}`, ...(body && { "content-type": "application/json" }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  }

  async function read<Shape extends z.ZodType>(path: string, shape: Shape): Promise<z.output<Shape>> {
    const response = await call("GET", path);
    if (!response.ok) throw await failure(path, response);
    return shape.parse(await response.json());
  }

  return {
    /** Null while nobody of that id is known. */
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

    /** Does what the path says. Doing it again is answered like the first time. */
    async act(path: string, body: object = {}): Promise<void> {
      const response = await call("POST", path, body);
      if (!response.ok) throw await failure(path, response);
    },
  };
}

async function failure(path: string, response: Response): Promise<Error> {
  return new Error(`the desk answered ${response.status} to ${path}: ${(await response.text()).slice(0, 300)}`);
}
