// OpenAI's own client for JavaScript against a server of ours: prints what it saw as JSON.
// node client.mjs FOLDER BASE_URL KEY, where FOLDER holds node_modules.
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";
import path from "node:path";

const [folder, baseURL, apiKey] = process.argv.slice(2);
const find = createRequire(path.join(folder, "package.json"));
const { default: OpenAI } = await import(pathToFileURL(find.resolve("openai")));

const client = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const messages = [{ role: "user", content: "Does it help?" }];
const seen = {};

seen.models = [];
for await (const model of client.models.list()) seen.models.push(model.id);

const whole = await client.chat.completions.create({ model: "consilium", messages });
seen.content = whole.choices[0].message.content;
seen.reasoning = whole.choices[0].message.reasoning_content;
seen.tokens = whole.usage.total_tokens;

const stream = await client.chat.completions.create({
  model: "consilium-fast",
  messages,
  stream: true,
  stream_options: { include_usage: true },
});
seen.order = [];
seen.streamed = "";
for await (const chunk of stream) {
  const choice = chunk.choices[0];
  const kind = !choice
    ? "usage"
    : choice.delta.reasoning_content
      ? "reasoning"
      : choice.delta.content
        ? "content"
        : choice.delta.role
          ? "role"
          : choice.finish_reason;
  if (seen.order.at(-1) !== kind) seen.order.push(kind);
  seen.streamed += choice?.delta.content ?? "";
}

const response = await client.responses.create({ model: "consilium", input: "Does it help?" });
seen.output = response.output_text;
seen.events = [];
for await (const event of await client.responses.create({
  model: "consilium",
  input: "And in rowers?",
  previous_response_id: response.id,
  stream: true,
})) {
  if (seen.events.at(-1) !== event.type) seen.events.push(event.type);
}
seen.again = (await client.responses.retrieve(response.id)).status;

try {
  await client.chat.completions.create({ model: "nobody", messages });
} catch (error) {
  seen.error = { name: error.constructor.name, status: error.status, code: error.code, param: error.param };
}
console.log(JSON.stringify(seen));
