// The official Mistral library. Its requests are spelled otherwise than what was recorded, so it gets a
// prompt of the job's: only answers are compared. It retries only where it is told how.
import { Mistral } from "@mistralai/mistralai";

import { either } from "./openai.mjs";

export async function mistral(job, keep) {
  const api = new Mistral({ apiKey: "k", serverURL: job.base_url });
  const more = { headers: job.headers };
  const model = job.model;
  const messages = [{ role: "user", content: job.prompt }];
  const ask = (of, asked) => of[job.stream ? "stream" : "complete"](asked, more);
  switch (job.api) {
    case "mistral.chat":
      return either(await ask(api.chat, { model, messages }), keep);
    case "mistral.agents":
      return either(await ask(api.agents, { agentId: "a", messages }), keep);
    case "mistral.fim":
      return either(await ask(api.fim, { model, prompt: job.prompt }), keep);
    case "mistral.embeddings":
      return api.embeddings.create({ model, inputs: job.prompt }, more);
    case "mistral.conversations": {
      const start = api.beta.conversations[job.stream ? "startStream" : "start"];
      return either(await start.call(api.beta.conversations, { model, inputs: job.prompt }, more), keep);
    }
    case "mistral.ocr":
      return api.ocr.process({ model, document: { type: "document_url", documentUrl: "https://example.com/a.pdf" } }, more);
    case "mistral.moderations":
      return api.classifiers.moderate({ model, inputs: job.prompt }, more);
    default:
      throw new TypeError(`no such api: ${job.api}`);
  }
}
