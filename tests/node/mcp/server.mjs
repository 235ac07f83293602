// A server that has what the conformance suite of the Model Context Protocol asks for, in the official library.
//
//   node server.mjs          prints the port it listens on
//
// Sessions and resumable streams are on. Who asks for another host or from another origin than this machine is
// refused, as the specification wants it of local servers.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";

import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import * as types from "@modelcontextprotocol/sdk/types.js";

import { call, TOOLS } from "./tools.mjs";

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
const text = (said) => ({ role: "user", content: { type: "text", text: said } });
const CAPABILITIES = { tools: {}, prompts: {}, resources: { subscribe: true }, logging: {}, completions: {} };

const PROMPTS = {
  test_simple_prompt: [[], () => [text("This is a simple prompt for testing.")]],
  test_prompt_with_arguments: [
    ["arg1", "arg2"],
    ({ arg1, arg2 }) => [text(`Prompt with arguments: arg1='${arg1}', arg2='${arg2}'`)],
  ],
  test_prompt_with_embedded_resource: [
    ["resourceUri"],
    ({ resourceUri: uri }) => [
      { role: "user", content: { type: "resource", resource: { uri, mimeType: "text/plain", text: "Embedded resource content for testing." } } },
      text("Please process the embedded resource above."),
    ],
  ],
  test_prompt_with_image: [
    [],
    () => [{ role: "user", content: { type: "image", data: PIXEL, mimeType: "image/png" } }, text("Please analyze the image above.")],
  ],
};

const RESOURCES = [
  { uri: "test://static-text", name: "text", description: "A text.", mimeType: "text/plain" },
  { uri: "test://static-binary", name: "picture", description: "A picture.", mimeType: "image/png" },
  { uri: "test://watched-resource", name: "watched", description: "Watched.", mimeType: "text/plain" },
];

function read(uri) {
  const id = /^test:\/\/template\/(.+)\/data$/.exec(uri)?.[1];
  if (id) return { uri, mimeType: "application/json", text: JSON.stringify({ id, templateTest: true, data: `Data for ID: ${id}` }) };
  if (uri === "test://static-binary") return { uri, mimeType: "image/png", blob: PIXEL };
  return { uri, mimeType: "text/plain", text: "This is the content of the static text resource." };
}

function serve() {
  const server = new Server({ name: "reference", version: "1.0.0" }, { capabilities: CAPABILITIES });
  const on = (schema, handler) => server.setRequestHandler(schema, handler);
  on(types.ListToolsRequestSchema, () => ({ tools: TOOLS }));
  on(types.CallToolRequestSchema, (asked, extra) => call(server, asked.params, extra));
  on(types.ListPromptsRequestSchema, () => ({
    prompts: Object.entries(PROMPTS).map(([name, [names]]) => ({
      name,
      description: `The prompt ${name}.`,
      arguments: names.map((one) => ({ name: one, description: `Its ${one}.`, required: true })),
    })),
  }));
  on(types.GetPromptRequestSchema, ({ params }) => ({ messages: PROMPTS[params.name][1](params.arguments ?? {}) }));
  on(types.ListResourcesRequestSchema, () => ({ resources: RESOURCES }));
  on(types.ListResourceTemplatesRequestSchema, () => ({
    resourceTemplates: [{ uriTemplate: "test://template/{id}/data", name: "template", description: "By id.", mimeType: "application/json" }],
  }));
  on(types.ReadResourceRequestSchema, ({ params }) => ({ contents: [read(params.uri)] }));
  on(types.SubscribeRequestSchema, () => ({}));
  on(types.UnsubscribeRequestSchema, () => ({}));
  on(types.SetLevelRequestSchema, () => ({}));
  on(types.CompleteRequestSchema, () => ({ completion: { values: ["paris", "park"], total: 2, hasMore: false } }));
  return server;
}

// Events in the order in which they were stored, for streams that are taken up again.
class Events {
  #all = [];

  async storeEvent(stream, message) {
    return `${stream}_${this.#all.push({ stream, message })}`;
  }

  async replayEventsAfter(last, { send }) {
    const at = last.lastIndexOf("_");
    const [stream, count] = [last.slice(0, at), Number(last.slice(at + 1))];
    for (const [n, one] of this.#all.entries()) {
      if (n >= count && one.stream === stream && one.message.jsonrpc) await send(`${stream}_${n + 1}`, one.message);
    }
    return stream;
  }
}

const sessions = new Map();

const local = (url) => ["127.0.0.1", "localhost", "[::1]"].includes(URL.parse(url)?.hostname);
const stranger = ({ host, origin }) => !local(`http://${host}`) || (origin !== undefined && !local(origin));

async function transport(request) {
  const known = request.headers["mcp-session-id"];
  if (known) return sessions.get(known);
  const made = new StreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    onsessioninitialized: (id) => sessions.set(id, made),
    eventStore: new Events(),
    retryInterval: 500,
  });
  await serve().connect(made);
  return made;
}

const http = createServer(async (request, answer) => {
  if (stranger(request.headers)) return answer.writeHead(403).end();
  const there = await transport(request);
  if (!there) return answer.writeHead(404).end();
  await there.handleRequest(request, answer);
});
http.listen(0, "127.0.0.1", () => console.log(http.address().port));
