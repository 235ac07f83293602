// The official Anthropic library: messages and token counting.
import Anthropic from "@anthropic-ai/sdk";

import { each, either } from "./openai.mjs";

const made = new Map();

function client(root, maxRetries) {
  const key = `${root} ${maxRetries}`;
  if (!made.has(key)) made.set(key, new Anthropic({ apiKey: "k", baseURL: root, maxRetries }));
  return made.get(key);
}

export async function anthropic(job, keep) {
  const api = client(job.base_url, job.retries ? undefined : 0).messages;
  // A timeout of its own keeps the library from refusing long answers that are not streamed.
  const options = { headers: job.headers, timeout: 120_000 };
  const body = { messages: [], ...job.body, model: job.model };
  if (job.api === "messages.count_tokens") return api.countTokens(body, options);
  body.max_tokens ??= 64;
  if (job.helper && job.stream) {
    const stream = api.stream(body, options);
    return (await each(stream, keep)) ?? (await stream.finalMessage());
  }
  return either(await api.create({ ...body, stream: job.stream }, options), keep);
}
