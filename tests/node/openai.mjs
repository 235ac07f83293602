// The official OpenAI library: chat, completions, embeddings, Responses.
import OpenAI from "openai";

import { MORE } from "./openai_more.mjs";

const made = new Map();

function client(root, maxRetries) {
  const key = `${root} ${maxRetries}`;
  if (!made.has(key)) made.set(key, new OpenAI({ apiKey: "k", baseURL: `${root}/v1`, maxRetries }));
  return made.get(key);
}

export async function openai(job, keep) {
  const api = client(job.base_url, job.retries ? undefined : 0);
  const options = { headers: job.headers };
  const start = job.api === "chat.completions" ? { messages: [] } : {};
  const body = { ...start, ...job.body, model: job.model, stream: job.stream };
  const identity = job.target.split("?")[0].split("/responses/")[1]?.split("/")[0];
  switch (job.api) {
    case "chat.completions":
      if (job.helper && job.stream) {
        const stream = api.chat.completions.stream(body, options);
        return (await each(stream, keep)) ?? (await stream.finalChatCompletion());
      }
      return either(await api.chat.completions.create(body, options), keep);
    case "completions":
      return either(await api.completions.create(body, options), keep);
    case "embeddings":
      return api.embeddings.create({ ...job.body, model: job.model }, options);
    case "responses":
      if (job.helper && job.stream) {
        const stream = api.responses.stream(body, options);
        return (await each(stream, keep)) ?? (await stream.finalResponse());
      }
      return either(await api.responses.create(body, options), keep);
    case "responses.compact":
      return api.responses.compact({ ...job.body, model: job.model }, options);
    case "responses.input_items":
      return (await api.responses.inputItems.list(identity, {}, options)).data;
    case "responses.retrieve":
      return either(await api.responses.retrieve(identity, { stream: job.stream }, options), keep);
    default:
      if (!(job.api in MORE)) throw new TypeError(`no such api: ${job.api}`);
      return either(await MORE[job.api](api, job, options), keep);
  }
}

export async function each(stream, keep) {
  for await (const event of stream) keep(event);
}

export function either(answer, keep) {
  return typeof answer?.[Symbol.asyncIterator] === "function" ? each(answer, keep) : answer;
}
