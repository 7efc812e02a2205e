// What the real entrypoints need of `cloudflare:workers` to run in the simulated world: a place for their bindings.

export class WorkerEntrypoint<Env> {
  protected readonly ctx: unknown;
  protected readonly env: Env;
  constructor(ctx: unknown, env: Env) {
    this.ctx = ctx;
    this.env = env;
  }
}
