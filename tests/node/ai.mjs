// The AI SDK over its OpenAI, Anthropic and Google providers. Its schemas are strict, so it
// tells first when an event was invented. It gets a prompt of the job's: only answers are compared.
import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import { generateText, streamText } from "ai";

import { each } from "./openai.mjs";

globalThis.AI_SDK_LOG_WARNINGS = false;

function model(job) {
  const apiKey = "k";
  switch (job.api) {
    case "chat.completions":
      return createOpenAI({ apiKey, baseURL: `${job.base_url}/v1` }).chat(job.model);
    case "completions":
      return createOpenAI({ apiKey, baseURL: `${job.base_url}/v1` }).completion(job.model);
    case "responses":
      return createOpenAI({ apiKey, baseURL: `${job.base_url}/v1` }).responses(job.model);
    case "messages":
      return createAnthropic({ apiKey, baseURL: `${job.base_url}/v1` })(job.model);
    case "generate":
      return createGoogleGenerativeAI({ apiKey, baseURL: `${job.base_url}/v1beta` })(job.model);
    default:
      throw new TypeError(`no such api: ${job.api}`);
  }
}

export async function ai(job, keep) {
  const asked = { model: model(job), prompt: job.prompt, maxRetries: job.retries ? undefined : 0, headers: job.headers };
  if (!job.stream) {
    const { content, finishReason, rawFinishReason, usage, warnings, response, providerMetadata } = await generateText(asked);
    const { id, modelId } = response;
    return { content, finishReason, rawFinishReason, usage, warnings, response: { id, modelId }, providerMetadata };
  }
  // Errors arrive as parts of the stream; without a handler they would be printed as well.
  await each(streamText({ ...asked, onError: () => {} }).fullStream, keep);
}
