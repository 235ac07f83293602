// The official Cohere library, its second and its first interface. Its requests are spelled otherwise than
// what was recorded, so it gets a prompt of the job's: only answers are compared.
import cohereAI from "cohere-ai";

import { either } from "./openai.mjs";

const { CohereClient, CohereClientV2 } = cohereAI;

export async function cohere(job, keep) {
  const more = { headers: job.headers, ...(job.retries ? {} : { maxRetries: 0 }) };
  const Client = job.api === "cohere.v1.chat" ? CohereClient : CohereClientV2;
  const api = new Client({ token: "k", baseUrl: job.base_url });
  const model = job.model;
  switch (job.api) {
    case "cohere.v1.chat": {
      const asked = { model, message: job.prompt };
      return either(await (job.stream ? api.chatStream(asked, more) : api.chat(asked, more)), keep);
    }
    case "cohere.v2.chat": {
      const asked = { model, messages: [{ role: "user", content: job.prompt }] };
      return either(await (job.stream ? api.chatStream(asked, more) : api.chat(asked, more)), keep);
    }
    case "cohere.embed": {
      const asked = { model, texts: job.body.texts ?? [], inputType: "search_document", embeddingTypes: ["float"] };
      return api.embed(asked, more);
    }
    case "cohere.rerank":
      return api.rerank({ model, query: job.body.query ?? "", documents: job.body.documents ?? [] }, more);
    default:
      throw new TypeError(`no such api: ${job.api}`);
  }
}
