// The AI SDK over its providers. Its schemas are strict, so it tells first when an event was invented.
// It gets a prompt of the job's: only answers are compared.
import { generateText, streamText } from "ai";

import { each } from "./openai.mjs";
import { model } from "./providers.mjs";

globalThis.AI_SDK_LOG_WARNINGS = false;

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
