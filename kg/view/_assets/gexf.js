/* What is shown as GEXF 1.3, which Gephi reads (https://gexf.net/schema.html), and as CSV (RFC 4180). */
"use strict";

const ATTRIBUTES = [["type", "Type"], ["group", "Group"], ["community", "Community"], ["years", "Years"]];

const told = (node) => ({
  type: node.type,
  group: graph.groups[node.group].label,
  community: graph.communities[node.community].label,
  years: node.years.join(" "),
});

function gexfNode(node) {
  const values = told(node);
  const [r, g, b] = partsOf(colourOf(node));
  const texts = ATTRIBUTES.map(([name], at) => `<attvalue for="${at}" value="${xml(values[name])}"/>`);
  const numbers = node.values.map((value, at) => `<attvalue for="${ATTRIBUTES.length + at}" value="${value}"/>`);
  return `<node id="${xml(node.iri)}" label="${xml(node.label)}"><attvalues>${[...texts, ...numbers].join("")}</attvalues><viz:color r="${r}" g="${g}" b="${b}"/><viz:position x="${node.x}" y="${-node.y}" z="0"/><viz:size value="${short(node.size)}"/></node>`;
}

function gexfEdge(edge) {
  const ends = [graph.nodes[edge.from], graph.nodes[edge.to]];
  const [from, to] = edge.direction === -1 ? ends.reverse() : ends;
  const kind = [edge.label, edge.type].filter(Boolean).join(", ");
  return `<edge id="${edge.id}" source="${xml(from.iri)}" target="${xml(to.iri)}" type="${edge.direction ? "directed" : "undirected"}" weight="${edge.weight}" label="${xml(kind)}"/>`;
}

function gexf() {
  const edges = shownEdges();
  const names = [...ATTRIBUTES.map(([, title]) => [title, "string"]), ...graph.measures.map((name) => [name, "double"])];
  const attributes = names.map(([title, type], at) => `<attribute id="${at}" title="${xml(title)}" type="${type}"/>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<gexf xmlns="http://gexf.net/1.3" xmlns:viz="http://gexf.net/1.3/viz" version="1.3">',
    `<graph defaultedgetype="${edges.every(({ direction }) => direction) ? "directed" : "undirected"}" mode="static">`,
    `<attributes class="node">${attributes.join("")}</attributes>`,
    `<nodes>${shownNodes().map(gexfNode).join("\n")}</nodes>`,
    `<edges>${edges.map(gexfEdge).join("\n")}</edges>`,
    "</graph>",
    "</gexf>",
  ].join("\n");
}

/* A cell; one that a spreadsheet would take for a formula begins with an apostrophe. */
function cell(value) {
  const text = typeof value === "string" && /^[=+\-@\t\r]/.test(value) ? `'${value}` : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const line = (cells) => cells.map(cell).join(",");

function csv() {
  const head = ["iri", "label", "type", "group", "community", "years", ...graph.measures, "linked with"];
  const rows = shownNodes().map((node) => {
    const { type, group, community, years } = told(node);
    const others = node.near.filter((edge) => edge.shown).map((edge) => otherEnd(edge, node).label);
    return [node.iri, node.label, type, group, community, years, ...node.values, others.join("; ")];
  });
  return [head, ...rows].map(line).join("\r\n") + "\r\n";
}
