// The release that these sources are. A test compares it with package.json, which a Worker does not bundle.
export const RELEASE = "0.1.0";
