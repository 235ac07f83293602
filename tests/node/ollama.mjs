// The official Ollama library: chat, generate, embed, and what it says of models.
import { Ollama } from "ollama";

import { either } from "./openai.mjs";

export async function ollama(job, keep) {
  const api = new Ollama({ host: job.base_url, headers: job.headers });
  const body = { ...job.body, model: job.model };
  switch (job.api) {
    case "ollama.chat":
      return either(await api.chat({ messages: [], ...body, stream: job.stream }), keep);
    case "ollama.generate":
      return either(await api.generate({ prompt: "", ...body, stream: job.stream }), keep);
    case "ollama.embed":
      return api.embed({ input: "", ...body });
    case "ollama.list":
      return api.list();
    case "ollama.show":
      return api.show(body);
    default:
      throw new TypeError(`no such api: ${job.api}`);
  }
}
