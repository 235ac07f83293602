// Read recorded answers with the official JavaScript client libraries.
//
//   node run.mjs JOBS RESULTS
//
// JOBS is a file with a JSON list of jobs:
//   {id, client, api, package, base_url, prefix, access, stream, helper, retries, prompt, model, body,
//    target, response_format, headers}
// client: a name below; package: which of the AI SDK; prefix: of the path, where providers differ.
// For each, in order, one JSON line goes to the file RESULTS; what libraries print is not looked at:
//   {id, events, final, failure: null | {kind, status, message, body}}
// The same jobs give the same lines: nothing is retried unless asked for, random ids are seeded anew for
// each job, and clocks, base URLs and connection headers are left out.
import { closeSync, openSync, readFileSync, writeFileSync } from "node:fs";

import { failure, plain, seed } from "./plain.mjs";

// Loaded when first asked for: some take a second.
const CLIENTS = {
  openai: async () => (await import("./openai.mjs")).openai,
  anthropic: async () => (await import("./anthropic.mjs")).anthropic,
  genai: async () => (await import("./genai.mjs")).genai,
  ollama: async () => (await import("./ollama.mjs")).ollama,
  cohere: async () => (await import("./cohere.mjs")).cohere,
  mistral: async () => (await import("./mistral.mjs")).mistral,
  bedrock: async () => (await import("./bedrock.mjs")).bedrock,
  ai: async () => (await import("./ai.mjs")).ai,
};

// Promises of a result that nobody asked for may fail on their own; the failure is seen where it was asked for.
process.on("unhandledRejection", () => {});

const results = openSync(process.argv[3], "w");
for (const job of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  const client = await CLIENTS[job.client]();
  seed(1);
  const events = [];
  const result = { id: job.id, events, final: null, failure: null };
  try {
    const keep = (event) => events.push(plain(event, job.base_url));
    result.final = plain((await client(job, keep)) ?? null, job.base_url);
  } catch (error) {
    result.failure = failure(error, job.base_url);
  }
  writeFileSync(results, JSON.stringify(result) + "\n");
}
closeSync(results);
process.exit(0);
