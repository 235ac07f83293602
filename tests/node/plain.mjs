// What a client library returns or throws, as JSON that can be compared.

// Clocks, headers and requests differ from run to run; snapshots repeat every event so far.
const LEFT_OUT = new Set(["$metadata", "timestamp", "headers", "request", "requestBodyValues", "responseHeaders", "sdkHttpResponse", "snapshot", "stack", "url"]);

export function plain(value, root) {
  const walk = (one) => {
    if (one instanceof Error) return failure(one, root);
    if (typeof one === "string") return one.replaceAll(root, "");
    if (one instanceof Uint8Array) return Buffer.from(one).toString("hex");
    if (Array.isArray(one)) return one.map(walk);
    if (one === null || typeof one !== "object") return one;
    const members = Object.entries(one).filter(([key, v]) => !LEFT_OUT.has(key) && typeof v !== "function");
    return Object.fromEntries(members.map(([key, v]) => [key, walk(v)]));
  };
  // JSON drops what is undefined, as the wire would.
  return JSON.parse(JSON.stringify(walk(value) ?? null));
}

export function failure(error, root) {
  const message = String(error?.message ?? error).replaceAll(root, "");
  const status = error?.status ?? error?.statusCode ?? error?.status_code ?? error?.$metadata?.httpStatusCode ?? null;
  const body = error?.error ?? error?.responseBody ?? error?.data ?? error?.body ?? null;
  const kind = error?.constructor?.name === "Error" ? (error.name ?? "Error") : (error?.constructor?.name ?? typeof error);
  return { kind, status: typeof status === "number" ? status : null, message, body: plain(body, root) };
}

// Ids that libraries make up come from Math.random; a small generator (mulberry32) makes them repeatable.
export function seed(start) {
  let state = start >>> 0;
  Math.random = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
