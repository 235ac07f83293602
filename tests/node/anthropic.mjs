// The official Anthropic library: messages and token counting.
import Anthropic from "@anthropic-ai/sdk";

import { each, either } from "./openai.mjs";

const made = new Map();

function client(root) {
  if (!made.has(root)) made.set(root, new Anthropic({ apiKey: "k", baseURL: root, maxRetries: 0 }));
  return made.get(root);
}

export async function anthropic(job, keep) {
  const api = client(job.base_url).messages;
  // A timeout of its own keeps the library from refusing long answers that are not streamed.
  const options = { headers: job.headers, timeout: 20_000 };
  const body = { messages: [], ...job.body, model: job.model };
  if (job.api === "messages.count_tokens") return api.countTokens(body, options);
  body.max_tokens ??= 64;
  if (job.helper && job.stream) {
    const stream = api.stream(body, options);
    return (await each(stream, keep)) ?? (await stream.finalMessage());
  }
  return either(await api.create({ ...body, stream: job.stream }, options), keep);
}
