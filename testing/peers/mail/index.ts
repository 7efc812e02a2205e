// The Worker of a mail provider, for tests: bound where a deployment binds `send_email`. It takes messages, refuses them with a code, or breaks, as it is told. It
// sends nothing.
import { WorkerEntrypoint } from "cloudflare:workers";

/** Empty: it takes a message. `threw`: it breaks, and does not say whether it took it. Otherwise it refuses with this code. */
let trouble = "";
let taken = 0;

export default class MailProvider extends WorkerEntrypoint {
  async send(): Promise<{ readonly messageId: string }> {
    if (trouble === "threw") throw new Error("the provider is down");
    if (trouble !== "") throw Object.assign(new Error(trouble), { code: trouble });
    taken += 1;
    return { messageId: `m${taken}@provider.example` };
  }

  /** Changes its trouble (`?trouble=E_…`), and answers how many messages it took. */
  override async fetch(request: Request): Promise<Response> {
    trouble = new URL(request.url).searchParams.get("trouble") ?? trouble;
    return Response.json({ taken });
  }
}
