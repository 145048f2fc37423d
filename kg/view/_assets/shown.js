/* What of the network is shown, and how: the reader's choices, and what follows from them. */
"use strict";

const choice = {
  colour: "groups", // or "communities"
  off: { groups: new Set(), communities: new Set() }, // switched off in the legend
  years: null, // first and last, or all
  least: { measure: 0, value: -Infinity },
  size: 0, // the measure that sizes follow
  hidden: new Set(), // nodes that were hidden one by one
  only: null, // the nodes to which the reader has narrowed it down
  selected: null,
  path: null, // nodes from one end to the other
};

const within = (years) => !choice.years || !years.length || years.some((year) => choice.years[0] <= year && year <= choice.years[1]);

function wouldShow(node) {
  const { off, least, hidden, only } = choice;
  if (off.groups.has(node.group) || off.communities.has(node.community) || hidden.has(node.id)) return false;
  return node.values[least.measure] >= least.value && within(node.years) && (!only || only.has(node.id));
}

/* Marks every node and link as shown or not; gives how many nodes are. */
function decide() {
  let count = 0;
  for (const node of graph.nodes) count += node.shown = wouldShow(node);
  for (const edge of graph.edges) edge.shown = graph.nodes[edge.from].shown && graph.nodes[edge.to].shown && within(edge.years);
  return count;
}

const shownNodes = () => graph.nodes.filter((node) => node.shown);
const shownEdges = () => graph.edges.filter((edge) => edge.shown);

/* The radius of every node: its area follows its share of the largest value. */
function measureSizes() {
  const [smallest, largest] = graph.sizes;
  const values = graph.nodes.map((node) => Math.max(node.values[choice.size], 0));
  const most = values.reduce((a, b) => Math.max(a, b), 0) || 1;
  graph.nodes.forEach((node, at) => (node.size = smallest + (largest - smallest) * Math.sqrt(values[at] / most)));
  graph.bySize = [...graph.nodes].sort((a, b) => b.size - a.size || a.id - b.id);
}

const kindOf = (node) => graph[choice.colour][choice.colour === "groups" ? node.group : node.community];
const colourOf = (node) => theme.colours[kindOf(node).colour];

function edgeColour(edge) {
  const [from, to] = [graph.nodes[edge.from], graph.nodes[edge.to]];
  if (choice.colour === "groups") return edge.group < 0 ? theme.edge : theme.colours[graph.groups[edge.group].colour];
  return from.community === to.community ? colourOf(from) : theme.edge;
}

/* How opaque links are: the more there are, the less, and less between communities than within. */
function edgeShare(edge) {
  const crowd = Math.min(1, Math.sqrt(400 / Math.max(graph.edges.length, 1)));
  return edge.apart ? Math.max(0.3 * crowd, 0.06) : Math.max(0.55 * crowd, 0.42);
}
