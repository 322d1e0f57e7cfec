// What a web application would write: the types are made of the document that the running service serves.
import createClient, { type Middleware } from "openapi-fetch";
import type { components, paths } from "./requests.schema.js";

declare const process: { env: Record<string, string | undefined> };

const signedIn: Middleware = {
  onRequest({ request }) {
    request.headers.set("Authorization", `Bearer ${process.env.TOKEN}`);
    return request;
  },
};
const requests = createClient<paths, "application/json" | "application/problem+json">({ baseUrl: process.env.SERVICE ?? "" });
requests.use(signedIn);

function done<T>(result: { data?: T; error?: components["schemas"]["Problem"] }): T {
  if (result.data === undefined) throw new Error(`${result.error?.code}: ${result.error?.detail}`);
  return result.data;
}

const receipt = done(await requests.POST("/requests", {
  params: { header: { "Idempotency-Key": crypto.randomUUID() } },
  body: { title: "The lift is stuck", description: "Between two floors.", priority: "urgent" },
}));
const details = done(await requests.GET("/requests/{request}", { params: { path: { request: receipt.id } } }));
const list = done(await requests.GET("/requests", {
  params: { query: { status: ["submitted", "attending"], "submittedAt.gte": "2026-01-01T00:00:00Z", limit: 5, count: true } },
}));
const refused = await requests.GET("/requests/{request}", { params: { path: { request: crypto.randomUUID() } } });
const invalid = await requests.POST("/requests", { body: { title: "", description: "" } });

const status: components["schemas"]["RequestStatus"] = details.status;
console.log(JSON.stringify({
  title: details.title,
  status,
  found: list.items.map(item => item.id === receipt.id),
  count: list.count,
  refused: refused.error?.code,
  invalid: invalid.error?.errors?.[0]?.field,
}));
