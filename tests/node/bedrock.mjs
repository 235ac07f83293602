// Amazon's library for Bedrock. It checks every checksum of a stream. It signs its requests, or sends an API key.
import {
  ApplyGuardrailCommand,
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
  InvokeModelWithResponseStreamCommand,
} from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";

import { each } from "./openai.mjs";

const ACCESS = {
  key: { token: { token: "bedrock-api-key-client" }, authSchemePreference: ["httpBearerAuth"] },
  signature: { credentials: { accessKeyId: "AKIDCLIENT", secretAccessKey: "client secret" } },
};
const made = new Map();

function client(job) {
  const key = `${job.base_url} ${job.access} ${job.retries}`;
  if (!made.has(key)) {
    const once = job.retries ? {} : { maxAttempts: 1 };
    // It would speak HTTP/2 by default, which needs TLS.
    const more = { region: "us-east-1", endpoint: job.base_url, requestHandler: new NodeHttpHandler(), ...once };
    made.set(key, new BedrockRuntimeClient({ ...more, ...ACCESS[job.access] }));
  }
  return made.get(key);
}

function command(job) {
  const modelId = job.model;
  const messages = [{ role: "user", content: [{ text: job.prompt }] }];
  const body = Buffer.from(JSON.stringify(job.body));
  switch (job.api) {
    case "bedrock.converse":
      return new ConverseCommand({ modelId, messages });
    case "bedrock.converse_stream":
      return new ConverseStreamCommand({ modelId, messages });
    case "bedrock.invoke_model":
      return new InvokeModelCommand({ modelId, body });
    case "bedrock.invoke_model_with_response_stream":
      return new InvokeModelWithResponseStreamCommand({ modelId, body });
    case "bedrock.count_tokens":
      return new CountTokensCommand({ modelId, input: { converse: { messages } } });
    case "bedrock.apply_guardrail":
      return new ApplyGuardrailCommand({ guardrailIdentifier: "g", guardrailVersion: "1", source: "OUTPUT", content: [{ text: { text: job.prompt } }] });
    default:
      throw new TypeError(`no such api: ${job.api}`);
  }
}

const parsed = (bytes) => JSON.parse(Buffer.from(bytes).toString());

export async function bedrock(job, keep) {
  const asked = command(job);
  const add = (next) => (args) => {
    Object.assign(args.request.headers, job.headers);
    return next(args);
  };
  asked.middlewareStack.add(add, { step: "build" });
  const answer = await client(job).send(asked);
  const stream = answer.stream ?? (job.stream ? answer.body : undefined);
  if (stream) return each(stream, (event) => keep(event.chunk ? { chunk: parsed(event.chunk.bytes) } : event));
  return answer.body ? parsed(answer.body) : answer;
}
