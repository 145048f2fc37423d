// The worker of a page that holds its graph: it unpacks Oxigraph and the quads once, then answers a query a message.
import { initSync, Store } from "oxigraph/web.js";

const unpacked = async (packed) => {
  const bytes = Uint8Array.from(atob(packed), (letter) => letter.charCodeAt(0));
  const plain = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(plain).arrayBuffer();
};

let store;

const opened = async ({ wasm, quads }) => {
  initSync({ module: await unpacked(wasm) });
  store = new Store();
  store.load(new TextDecoder().decode(await unpacked(quads)), { format: "application/n-quads" });
  return { size: store.size };
};

// A SELECT or an ASK answers in SPARQL's JSON, a CONSTRUCT or DESCRIBE in Turtle: what form a query has is the parser's to say.
const answered = (query) => {
  const options = { use_default_graph_as_union: true };
  try {
    return { json: store.query(query, { ...options, results_format: "application/sparql-results+json" }) };
  } catch (error) {
    if (!/unsupported.*(format|media)|format/i.test(String(error))) throw error;
    return { turtle: store.query(query, { ...options, results_format: "text/turtle" }) };
  }
};

self.onmessage = async ({ data }) => {
  try {
    self.postMessage(data.query === undefined ? await opened(data) : answered(data.query));
  } catch (error) {
    self.postMessage({ error: String(error?.message ?? error) });
  }
};
