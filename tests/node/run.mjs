// Read recorded answers with the official JavaScript client libraries.
//
//   node run.mjs JOBS
//
// JOBS is a file with a JSON list of jobs:
//   {id, client: "openai" | "anthropic" | "genai" | "ai", api, base_url, stream, helper,
//    retries, prompt, model, body, target, response_format, headers}
// For each, in order, one JSON line goes to standard output:
//   {id, events, final, failure: null | {kind, status, message, body}}
// The same jobs give the same lines: nothing is retried unless asked for, random ids are seeded anew for
// each job, and clocks, base URLs and connection headers are left out.
import { readFileSync, writeSync } from "node:fs";

import { anthropic } from "./anthropic.mjs";
import { ai } from "./ai.mjs";
import { genai } from "./genai.mjs";
import { openai } from "./openai.mjs";
import { failure, plain, seed } from "./plain.mjs";

const CLIENTS = { openai, anthropic, genai, ai };

// Promises of a result that nobody asked for may fail on their own; the failure is seen where it was asked for.
process.on("unhandledRejection", () => {});

for (const job of JSON.parse(readFileSync(process.argv[2], "utf8"))) {
  seed(1);
  const events = [];
  const result = { id: job.id, events, final: null, failure: null };
  try {
    const keep = (event) => events.push(plain(event, job.base_url));
    result.final = plain((await CLIENTS[job.client](job, keep)) ?? null, job.base_url);
  } catch (error) {
    result.failure = failure(error, job.base_url);
  }
  // Synchronous, so that no line is lost when the process ends.
  writeSync(1, JSON.stringify(result) + "\n");
}
process.exit(0);
