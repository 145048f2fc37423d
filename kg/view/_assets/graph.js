/* The network as the page's island holds it: rows from columns, texts from numbers, and who is linked with whom. */
"use strict";

const $ = (id) => document.getElementById(id);
let graph = null;
document.documentElement.classList.add("scripts");

async function inflated(base64) {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(stream).text();
}

function rowsOf({ count, columns }) {
  const rows = Array.from({ length: count }, (_, id) => ({ id }));
  for (const [name, column] of Object.entries(columns)) {
    if (Array.isArray(column)) column.forEach((value, row) => (rows[row][name] = value));
    else column.at.forEach((row, place) => (rows[row][name] = column.is[place]));
  }
  return rows;
}

const textsOf = (rows = []) => rows.map((row) => row.map((number) => graph.texts[number]));

/* What every node or link has; what the island leaves out is empty. */
function completed(row, more) {
  return { years: [], evidence: [], ...row, ...more, type: graph.texts[row.type] };
}

async function readGraph() {
  const { textContent, type } = $("graph");
  graph = JSON.parse(type === "application/gzip" ? await inflated(textContent) : textContent);
  for (const [name, value] of Object.entries(graph)) if (value?.columns) graph[name] = rowsOf(value);
  const { base, measures } = graph;
  graph.nodes = graph.nodes.map((node) =>
    completed(node, { iri: base + node.iri, links: node.links ?? [], near: [], values: [node.weight, 0, ...(node.measures ?? [])] }),
  );
  measures.splice(1, 0, "Links");
  graph.edges = graph.edges.map((edge) => completed(edge, { label: graph.texts[edge.label], width: Math.min(0.5 + 0.7 * Math.sqrt(edge.weight), 5) }));
  for (const edge of graph.edges) {
    graph.nodes[edge.from].near.push(edge);
    graph.nodes[edge.to].near.push(edge);
  }
  for (const node of graph.nodes) node.values[1] = node.near.length;
  graph.byIri = new Map(graph.nodes.map((node) => [node.iri, node]));
}

const factsOf = (node) => textsOf(node.facts);
const otherEnd = (edge, node) => graph.nodes[edge.from === node.id ? edge.to : edge.from];

/* The node's neighbours with the link to each, the strongest first. */
function neighboursOf(node) {
  const pairs = node.near.map((edge) => ({ edge, other: otherEnd(edge, node) }));
  return pairs.sort((a, b) => b.edge.weight - a.edge.weight || a.other.id - b.other.id);
}
