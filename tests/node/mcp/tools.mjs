// The tools that the conformance suite calls, by the names and with the words it looks for.
import { setTimeout as wait } from "node:timers/promises";

const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==";
const SOUND = "UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=";
const text = (said) => ({ type: "text", text: said });
const image = { type: "image", data: PIXEL, mimeType: "image/png" };
const resource = (uri, mimeType, said) => ({ type: "resource", resource: { uri, mimeType, text: said } });
const result = (...content) => ({ content });
const titled = (...pairs) => pairs.map(([value, title]) => ({ const: value, title }));

const THREE = ["option1", "option2", "option3"];
const ENUMS = {
  untitledSingle: { type: "string", enum: THREE },
  titledSingle: { type: "string", oneOf: titled(["value1", "First Option"], ["value2", "Second Option"], ["value3", "Third Option"]) },
  legacyEnum: { type: "string", enum: ["opt1", "opt2", "opt3"], enumNames: ["Option One", "Option Two", "Option Three"] },
  untitledMulti: { type: "array", items: { type: "string", enum: THREE } },
  titledMulti: { type: "array", items: { anyOf: titled(["value1", "First Choice"], ["value2", "Second Choice"], ["value3", "Third Choice"]) } },
};
const DEFAULTS = {
  name: { type: "string", default: "John Doe" },
  age: { type: "integer", default: 30 },
  score: { type: "number", default: 95.5 },
  status: { type: "string", enum: ["active", "inactive", "pending"], default: "active" },
  verified: { type: "boolean", default: true },
};
const USER = { username: { type: "string", description: "User's response" }, email: { type: "string", description: "User's email address" } };

async function asked(server, extra, message, properties, said, required = []) {
  const params = { message, requestedSchema: { type: "object", properties, required } };
  const { action, content } = await server.elicitInput(params, { relatedRequestId: extra.requestId });
  return result(text(said(action, JSON.stringify(content ?? {}))));
}
const completed = (action, content) => `Elicitation completed: action=${action}, content=${content}`;

const DOES = {
  test_simple_text: () => result(text("This is a simple text response for testing.")),
  test_image_content: () => result(image),
  test_audio_content: () => result({ type: "audio", data: SOUND, mimeType: "audio/wav" }),
  test_embedded_resource: () => result(resource("test://embedded-resource", "text/plain", "This is an embedded resource content.")),
  test_multiple_content_types: () =>
    result(text("Multiple content types test:"), image, resource("test://mixed-content-resource", "application/json", '{"test":"data","value":123}')),
  test_tool_with_logging: async (server, given, extra) => {
    for (const said of ["Tool execution started", "Tool processing data", "Tool execution completed"]) {
      await extra.sendNotification({ method: "notifications/message", params: { level: "info", data: said } });
      await wait(50);
    }
    return result(text("Logged."));
  },
  test_error_handling: () => ({ isError: true, ...result(text("This tool intentionally returns an error for testing")) }),
  test_tool_with_progress: async (server, given, extra) => {
    const progressToken = extra._meta?.progressToken;
    for (const progress of [0, 50, 100]) {
      if (progressToken !== undefined) {
        await extra.sendNotification({ method: "notifications/progress", params: { progressToken, progress, total: 100 } });
      }
      await wait(50);
    }
    return result(text(String(progressToken)));
  },
  test_sampling: async (server, { prompt }, extra) => {
    const params = { messages: [{ role: "user", content: text(prompt) }], maxTokens: 100 };
    const { content } = await server.createMessage(params, { relatedRequestId: extra.requestId });
    return result(text(`LLM response: ${content.text}`));
  },
  test_elicitation: (server, { message }, extra) =>
    asked(server, extra, message, USER, (action, content) => `User response: action: ${action}, content: ${content}`, ["username", "email"]),
  test_elicitation_sep1034_defaults: (server, given, extra) => asked(server, extra, "Please confirm.", DEFAULTS, completed),
  test_elicitation_sep1330_enums: (server, given, extra) => asked(server, extra, "Please choose.", ENUMS, completed),
  test_reconnection: async (server, given, extra) => {
    await wait(100);
    extra.closeSSEStream?.();
    await wait(100);
    return result(text("Reconnected."));
  },
  json_schema_2020_12_tool: (server, given) => result(text(JSON.stringify(given))),
};

const SCHEMAS = {
  test_sampling: { type: "object", properties: { prompt: { type: "string" } }, required: ["prompt"] },
  test_elicitation: { type: "object", properties: { message: { type: "string" } }, required: ["message"] },
  json_schema_2020_12_tool: {
    $schema: "https://json-schema.org/draft/2020-12/schema",
    type: "object",
    $defs: { address: { type: "object", properties: { street: { type: "string" }, city: { type: "string" } } } },
    properties: { name: { type: "string" }, address: { $ref: "#/$defs/address" } },
    additionalProperties: false,
  },
};

export const TOOLS = Object.keys(DOES).map((name) => ({
  name,
  description: `The tool ${name}.`,
  inputSchema: SCHEMAS[name] ?? { type: "object", properties: {} },
}));

export const call = (server, { name, arguments: given }, extra) => DOES[name](server, given ?? {}, extra);
