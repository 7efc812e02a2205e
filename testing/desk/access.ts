// A local stand-in for Cloudflare Access: it signs tokens as Access does, and serves its keys.
import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from "jose";

export const TEAM = "acme.cloudflareaccess.com";
export const AUDIENCE = "a".repeat(64);

export interface AccessPeer {
  /** The requests for the keys so far. */
  readonly asked: readonly string[];
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** A token as Access signs it for ada@engine.example at `now`, changed by `claims`; null removes a claim. */
  sign(
    claims?: Readonly<Record<string, unknown>>,
    options?: { readonly kid?: string; readonly alg?: string },
  ): Promise<string>;
  /** Signs with a new key from now on. The keys that are served stay until `publish`. */
  rotate(kid: string): Promise<void>;
  publish(): void;
  /** What the requests for the keys are answered; null: the keys. */
  setAnswer(answer: Response | Error | null): void;
}

export async function accessPeer(now: () => Date): Promise<AccessPeer> {
  const asked: string[] = [];
  const newKey = async (kid: string) => {
    const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
    return { kid, privateKey, jwk: { ...(await exportJWK(publicKey)), kid, alg: "RS256", use: "sig" } as JWK };
  };
  let key = await newKey("first");
  let served: readonly JWK[] = [key.jwk];
  let given: Response | Error | null = null;

  return {
    asked,
    fetch: async (url) => {
      asked.push(url);
      if (given instanceof Error) throw given;
      return given?.clone() ?? Response.json({ keys: served });
    },
    async sign(claims = {}, { kid = key.kid, alg = "RS256" } = {}) {
      const iat = Math.floor(now().getTime() / 1_000);
      const usual = {
        aud: [AUDIENCE],
        iss: `https://${TEAM}`,
        email: "ada@engine.example",
        sub: "b53a",
        type: "app",
        identity_nonce: "n1",
        iat,
        nbf: iat,
        exp: iat + 3_600,
        ...claims,
      };
      const payload = Object.fromEntries(Object.entries(usual).filter(([, value]) => value !== null)) as JWTPayload;
      return new SignJWT(payload).setProtectedHeader({ alg, kid, typ: "JWT" }).sign(key.privateKey);
    },
    rotate: async (kid) => void (key = await newKey(kid)),
    publish: () => void (served = [...served.slice(-1), key.jwk]),
    setAnswer: (answer) => void (given = answer),
  };
}
