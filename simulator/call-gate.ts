// The one gate that every port call of the simulated world goes through. It numbers the calls, decides whose turn it is, and is the
// only place where something goes wrong: a crash before a call, a crash after it, a reply that is lost, a refusal.

export type FaultKind = "crash_before" | "crash_after" | "reply_lost" | "refused";

/** A port call as it happened: the number counts from 1 over the whole run. */
export interface Call {
  readonly number: number;
  readonly actor: string;
  readonly name: string;
  /** The world's time, in milliseconds. */
  readonly at: number;
}

/** Decides what goes wrong with a call; null for nothing. It is asked once for each call, in order. */
export type Faults = (call: Call) => FaultKind | null;

export const noFaults: Faults = () => null;
/** Exactly one call goes wrong. */
export const faultAt =
  (at: number, kind: FaultKind): Faults =>
  ({ number }) =>
    number === at ? kind : null;

/** Thrown to whoever has died; nothing it does counts any more. */
export class Crash extends Error {
  override readonly name = "Crash";
}
/** What a caller sees of a call that went wrong: it cannot know whether the work was done. */
export class Trouble extends Error {
  override readonly name = "Trouble";
}

/** Whoever makes calls: an invocation of a stage, an object in memory, a person's browser. A crash ends it. */
export interface Actor {
  readonly name: string;
  isAlive(): boolean;
  kill(): void;
  /** Rejects when the actor dies. */
  readonly died: Promise<never>;
}

export function anActor(name: string): Actor {
  let alive = true;
  const { promise, reject } = Promise.withResolvers<never>();
  promise.catch(() => undefined);
  return {
    name,
    isAlive: () => alive,
    kill: () => {
      alive = false;
      reject(new Crash(name));
    },
    died: promise,
  };
}

/** Every call of a port fails from the `from`th call of all on, for so long. */
export function outage(name: string, from: number, forMs: number): Faults {
  let began: number | null = null;
  return (call) => {
    if (began === null && call.number >= from) began = call.at;
    return began !== null && call.at <= began + forMs && call.name === name ? "refused" : null;
  };
}

export interface CallGate {
  readonly calls: readonly Call[];
  call<T>(actor: Actor, name: string, effect: () => T | Promise<T>): Promise<T>;
  /** A call that the platform answers at once: a storage commit, an acknowledgement. A commit whose answer is lost resets its object. */
  callNow<T>(actor: Actor, name: string, effect: () => T, lostReply?: "crash"): T;
  /** Something from outside that runs before anything else does, whole, unnumbered and without faults. */
  interrupt(interlude: () => Promise<void>): void;
  /** Runs what waits for a turn until nobody does. `pick` chooses among so many. */
  waiting(): number;
  resume(index: number): void;
  runInterludes(): Promise<void>;
}

export interface CallGateOptions {
  readonly now: () => number;
  readonly faults: Faults;
  /** Told after a call's effect, also when its reply is lost. */
  readonly after: (call: Call) => void;
  /** Whether others may get a turn between an effect and its reply, too. */
  readonly isReplySlow: boolean;
}

export function openCallGate({ now, faults, after, isReplySlow }: CallGateOptions): CallGate {
  const calls: Call[] = [];
  const waiters: (() => void)[] = [];
  let interludes: (() => Promise<void>)[] = [];
  let isInterlude = false;

  const turn = (): Promise<void> => new Promise((resolve) => waiters.push(resolve));
  const register = (actor: Actor, name: string): Call => {
    const call = { number: calls.length + 1, actor: actor.name, name, at: now() };
    calls.push(call);
    return call;
  };
  const mustLive = (actor: Actor): void => {
    if (!actor.isAlive()) throw new Crash(actor.name);
  };
  const crash = (actor: Actor): never => {
    actor.kill();
    throw new Crash(actor.name);
  };
  const runInterludes = async (): Promise<void> => {
    while (interludes.length > 0) {
      const [first, ...others] = interludes;
      interludes = others;
      isInterlude = true;
      try {
        await first?.();
      } finally {
        isInterlude = false;
      }
    }
  };

  return {
    calls,
    async call(actor, name, effect) {
      mustLive(actor);
      if (isInterlude) return effect();
      await turn();
      // What a synchronous call left to be done at the next moment anybody else may act.
      await runInterludes();
      mustLive(actor);
      const call = register(actor, name);
      const fault = faults(call);
      if (fault === "crash_before") crash(actor);
      if (fault === "refused") throw new Trouble(name);
      const result = await effect();
      after(call);
      await runInterludes();
      if (fault === "crash_after") crash(actor);
      if (isReplySlow) await turn();
      mustLive(actor);
      if (fault === "reply_lost") throw new Trouble(name);
      return result;
    },
    callNow(actor, name, effect, lostReply) {
      mustLive(actor);
      if (isInterlude) return effect();
      const call = register(actor, name);
      const fault = faults(call);
      if (fault === "crash_before") crash(actor);
      if (fault === "refused") {
        if (lostReply === "crash") crash(actor);
        throw new Trouble(name);
      }
      const result = effect();
      after(call);
      if (fault === "crash_after" || (fault === "reply_lost" && lostReply === "crash")) crash(actor);
      if (fault === "reply_lost") throw new Trouble(name);
      return result;
    },
    interrupt: (interlude) => void interludes.push(interlude),
    waiting: () => waiters.length,
    resume: (index) => waiters.splice(index, 1)[0]?.(),
    runInterludes,
  };
}

/** A port whose every method goes through the gate as `actor`. */
export function through<P extends object>(gate: CallGate, actor: Actor, name: string, port: P): P {
  return new Proxy(port, {
    get(target, key): unknown {
      const method: unknown = Reflect.get(target, key);
      if (typeof method !== "function") return method;
      return (...args: readonly unknown[]) =>
        gate.call(actor, `${name}.${String(key)}`, () => Reflect.apply(method, target, args) as unknown);
    },
  });
}
