// The official Google library: generateContent, streamed or not.
import { GoogleGenAI } from "@google/genai";

import { each } from "./openai.mjs";

export async function genai(job, keep) {
  const httpOptions = { baseUrl: job.base_url, headers: job.headers, extraBody: job.body };
  const api = new GoogleGenAI({ apiKey: "k", httpOptions }).models;
  const asked = { model: job.model, contents: "-" };
  if (!job.stream) return api.generateContent(asked);
  await each(await api.generateContentStream(asked), keep);
}
