// How much a D1 database stores.

/** The most bytes of one D1 database on the Workers Paid plan: https://developers.cloudflare.com/d1/platform/limits/. On the Free plan it is 500 MB. */
export const DATABASE_BYTES = 10_000_000_000;
