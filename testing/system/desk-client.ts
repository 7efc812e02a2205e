// A person with a token at the desk's JSON API of a started system.
import { eventually } from "../../local/eventually.ts";
import type { ContactId } from "../../schema/ids.ts";
import { TEST_DESK_TOKENS } from "../secrets.ts";
import type { Harness } from "./harness.ts";

export interface HoldItem {
  readonly holdId: string;
  readonly kind: string;
  readonly streamId: ContactId;
  readonly digest: string | null;
  readonly unwritable: string | null;
  readonly text: { readonly subject: string; readonly body: string } | null;
  readonly shown: {
    readonly email: string;
    readonly subject: string | null;
    readonly body: string | null;
    readonly footer: string | null;
  };
}

const [token] = Object.keys(TEST_DESK_TOKENS);

/** `system` is asked at each call, because a test file starts it later. */
export function deskClient(system: () => Pick<Harness, "url">) {
  async function api<Answer>(
    method: "GET" | "POST" | "PUT",
    path: string,
    body?: object,
  ): Promise<{ status: number; body: Answer }> {
    const response = await fetch(new URL(`/api/v1${path}`, system().url), {
      method,
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { status: response.status, body: (await response.json()) as Answer };
  }
  return {
    api,
    /** The open hold of an address, as its contact's object shows it. */
    holdOf: (email: string, kind: string): Promise<HoldItem> =>
      eventually(
        async () => {
          const { body } = await api<{ items: HoldItem[] }>("GET", "/holds");
          const item = body.items.find((hold) => hold.shown.email === email && hold.kind === kind);
          return item && (await api<HoldItem>("GET", `/holds/${item.holdId}`)).body;
        },
        { what: `the ${kind} hold of ${email}` },
      ),
  };
}
