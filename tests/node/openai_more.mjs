// OpenAI's library beyond chat and responses: images, sound, files, threads. A form is asked with a file of
// its own: the recording is picked by its header, so what goes up is what the library writes.
const sound = () => new File([Buffer.from("RIFF\0\0\0\0WAVEfmt \0", "latin1")], "a.wav", { type: "audio/wav" });
const picture = () => new File([Buffer.from("\x89PNG\r\n\x1a\n\0", "latin1")], "a.png", { type: "image/png" });
const LINES = '{"custom_id": "1", "method": "POST", "url": "/v1/embeddings", "body": {}}\n';

// As text, where it is.
async function shown(answer) {
  const bytes = new Uint8Array(await answer.arrayBuffer());
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

function given(job, ...names) {
  return Object.fromEntries(names.filter((name) => name in job.body).map((name) => [name, job.body[name]]));
}

const streamed = (job) => (job.stream ? { stream: true } : {});

// What the library returns: one object, bytes, or an iterator of events.
export const MORE = {
  "openai.images": (api, job, options) => {
    const asked = { model: job.model, prompt: job.body.prompt ?? "-", ...given(job, "n", "size"), ...streamed(job) };
    return api.images.generate(asked, options);
  },
  "openai.images.edit": (api, job, options) =>
    api.images.edit({ model: "m", prompt: "夕焼け", image: [picture(), picture()] }, options),
  "openai.images.variation": (api, job, options) => api.images.createVariation({ image: picture(), n: 2 }, options),
  "openai.speech": async (api, job, options) => {
    const more = given(job, "instructions", "stream_format");
    const asked = { model: job.model, voice: "alloy", input: job.body.input ?? "-", ...more };
    return shown(await api.audio.speech.create(asked, options));
  },
  "openai.transcriptions": transcription,
  "openai.transcriptions.stream": transcription,
  "openai.translations": (api, job, options) => api.audio.translations.create({ model: "m", file: sound() }, options),
  "openai.moderations": (api, job, options) =>
    api.moderations.create({ model: job.model, input: job.body.input ?? "-" }, options),
  "openai.files.create": (api, job, options) =>
    api.files.create({ file: new File([LINES], "a.jsonl"), purpose: "batch" }, options),
  "openai.files.delete": (api, job, options) => api.files.delete("f", options),
  "openai.files.content": async (api, job, options) => shown(await api.files.content("f", options)),
  "openai.batches": (api, job, options) => api.batches.retrieve("b", options),
  "openai.vector_stores.search": async (api, job, options) =>
    (await api.vectorStores.search("vs_sekisho", { query: job.body.query ?? "-" }, options)).data,
  "openai.models": async (api, job, options) => (await api.models.list(options)).data,
  "openai.models.retrieve": (api, job, options) => api.models.retrieve("m", options),
  // Deprecated by the provider, and still used.
  "openai.threads.runs": (api, job, options) =>
    api.beta.threads.runs.create("thread_1", { assistant_id: "a", ...streamed(job) }, options),
};

function transcription(api, job, options) {
  const form = job.response_format ? { response_format: job.response_format } : {};
  return api.audio.transcriptions.create({ model: "m", file: sound(), ...form, ...streamed(job) }, options);
}
