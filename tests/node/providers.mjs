// Which model of the AI SDK reads a job's answer: the package that its users would take for that provider.
import { createAmazonBedrock } from "@ai-sdk/amazon-bedrock";
import { createBedrockAnthropic } from "@ai-sdk/amazon-bedrock/anthropic";
import { createAnthropic } from "@ai-sdk/anthropic";
import { createAzure } from "@ai-sdk/azure";
import { createCohere } from "@ai-sdk/cohere";
import { createDeepSeek } from "@ai-sdk/deepseek";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createGroq } from "@ai-sdk/groq";
import { createMistral } from "@ai-sdk/mistral";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { createPerplexity } from "@ai-sdk/perplexity";
import { createXai } from "@ai-sdk/xai";

const apiKey = "k";
const at = (job, path) => ({ apiKey, baseURL: `${job.base_url}${path}` });
const compatible = (job) =>
  createOpenAICompatible({ ...at(job, job.prefix), name: "compatible", includeUsage: true });

const MAKERS = {
  openai: (job) => byApi(job, createOpenAI(at(job, "/v1"))),
  azure: (job) => byApi(job, createAzure({ ...at(job, "/openai"), apiVersion: "2025-04-01-preview", useDeploymentBasedUrls: job.api !== "responses" })),
  anthropic: (job) => createAnthropic(at(job, "/v1"))(job.model),
  google: (job) => createGoogleGenerativeAI(at(job, "/v1beta"))(job.model),
  mistral: (job) => createMistral(at(job, "/v1"))(job.model),
  cohere: (job) => createCohere(at(job, "/v2"))(job.model),
  bedrock: (job) => createAmazonBedrock({ ...at(job, ""), region: "us-east-1" })(job.model),
  "bedrock-anthropic": (job) => createBedrockAnthropic({ ...at(job, ""), region: "us-east-1" })(job.model),
  groq: (job) => createGroq(at(job, job.prefix))(job.model),
  xai: (job) => byApi(job, createXai(at(job, job.prefix))),
  deepseek: (job) => createDeepSeek(at(job, job.prefix))(job.model),
  perplexity: (job) => createPerplexity(at(job, job.prefix))(job.model),
  compatible: (job) => compatible(job).chatModel(job.model),
};

function byApi(job, provider) {
  switch (job.api) {
    case "chat.completions":
      return provider.chat(job.model);
    case "completions":
      return provider.completion(job.model);
    case "responses":
      return provider.responses(job.model);
    default:
      throw new TypeError(`no such api: ${job.api}`);
  }
}

export const model = (job) => MAKERS[job.package](job);
