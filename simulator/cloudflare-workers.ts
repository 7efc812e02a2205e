// Replaces `cloudflare:workers` in the simulator. The real entrypoints need only this base class, which holds their bindings.

export class WorkerEntrypoint<Env> {
  protected readonly ctx: unknown;
  protected readonly env: Env;
  constructor(ctx: unknown, env: Env) {
    this.ctx = ctx;
    this.env = env;
  }
}
