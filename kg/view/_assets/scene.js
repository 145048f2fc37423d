/* The picture in three layers: shores under the network, the network, and over it what is in the foreground with the labels. */
"use strict";

const scene = { shores: [], titles: [], hovered: null };

/* A lens: how places in the network come to be pixels. */
function lensOf({ width, height, scale, x, y }) {
  const toScreen = (at) => ({ x: (at.x - x) * scale + width / 2, y: (at.y - y) * scale + height / 2 });
  const toNetwork = (at) => ({ x: (at.x - width / 2) / scale + x, y: (at.y - height / 2) / scale + y });
  return { width, height, scale, x, y, toScreen, toNetwork };
}

const middleOf = (numbers) => numbers.sort((a, b) => a - b)[numbers.length >> 1];

/* The name of a group of nodes, what they are about, which says more than who they are; and where they are. */
function titleOf(members) {
  const { label } = graph.communities[members[0].community];
  const far = (sign) => members.reduce((most, node) => Math.max(most, sign * node.y + node.size), -Infinity) * sign;
  return { name: label, colour: colourOf(members[0]), x: middleOf(members.map((node) => node.x)), top: far(-1), bottom: far(1) };
}

const isNamed = (members) => members.length > 2 && ![0, 11].includes(kindOf(members[0]).colour);

function communitiesShown() {
  const members = graph.communities.map(() => []);
  for (const node of graph.nodes) if (node.shown) members[node.community].push(node);
  return members;
}

/* The groups that have a shore and those that have a name, as far as they are shown. */
function charted() {
  const islands = graph.islands.map((island) => island.map((id) => graph.nodes[id]).filter((node) => node.shown));
  scene.shores = islands.filter((members) => members.length > 2);
  scene.titles = (choice.colour === "communities" ? communitiesShown() : scene.shores).filter(isNamed).map(titleOf);
}

/* What is in the foreground: a path, or a node and its neighbours; null where nothing is. */
function foreground() {
  if (choice.path) return pathParts();
  const id = scene.hovered ?? choice.selected;
  const centre = id === null ? null : graph.nodes[id];
  if (!centre?.shown) return null;
  const edges = centre.near.filter((edge) => edge.shown);
  return { ends: [centre], nodes: [centre, ...edges.map((edge) => otherEnd(edge, centre))], edges };
}

function pathParts() {
  const nodes = choice.path.map((id) => graph.nodes[id]);
  const edges = nodes.slice(1).map((node, at) => node.near.find((edge) => otherEnd(edge, node) === nodes[at]));
  return { ends: [nodes[0], nodes.at(-1)], nodes, edges };
}

const paintShores = (pen, lens) => scene.shores.forEach((members) => drawShore(pen, members, lens));

function paintNetwork(pen, lens) {
  for (const edge of graph.edges) {
    if (!edge.shown) continue;
    const [from, to] = [graph.nodes[edge.from], graph.nodes[edge.to]];
    drawLine(pen, lens.toScreen(from), lens.toScreen(to), faint(edgeColour(edge), edgeShare(edge)), edge.width * lens.scale);
  }
  for (const node of graph.bySize) {
    if (!node.shown) continue;
    const { x, y } = lens.toScreen(node);
    drawNode(pen, node, x, y, node.size * lens.scale, Math.min(1.5, 1.5 * lens.scale));
  }
}

function paintEdge(pen, edge, lens) {
  const [from, to] = [graph.nodes[edge.from], graph.nodes[edge.to]];
  const [start, end, colour] = [lens.toScreen(from), lens.toScreen(to), faint(edgeColour(edge), 0.85)];
  drawLine(pen, start, end, colour, Math.max(edge.width * lens.scale, 1.2) + 0.4);
  if (edge.direction === 1) drawHead(pen, start, end, to.size * lens.scale, colour);
  if (edge.direction === -1) drawHead(pen, end, start, from.size * lens.scale, colour);
}

function paintForeground(pen, { ends, nodes, edges }, lens) {
  pen.fillStyle = faint(theme.ground, 0.84);
  pen.fillRect(0, 0, lens.width, lens.height);
  edges.forEach((edge) => paintEdge(pen, edge, lens));
  for (const node of [...nodes].reverse()) {
    const { x, y } = lens.toScreen(node);
    drawNode(pen, node, x, y, Math.max(node.size * lens.scale, 3));
  }
  for (const node of ends) {
    const { x, y } = lens.toScreen(node);
    drawRing(pen, x, y, Math.max(node.size * lens.scale, 3));
  }
}

/* The labels for what is in the foreground, else for all that is shown. */
function labelsFor(lens, front = foreground()) {
  if (!front) return placeLabels(graph.bySize.filter((node) => node.shown), scene.titles, lens, new Set());
  const always = choice.path ? front.nodes : front.ends;
  return placeLabels(front.nodes, [], lens, new Set(always.map((node) => node.id)));
}

/* The whole picture with one pen, as it is on the screen. */
function paintAll(pen, lens) {
  pen.fillStyle = theme.ground;
  pen.fillRect(0, 0, lens.width, lens.height);
  paintShores(pen, lens);
  paintNetwork(pen, lens);
  const front = foreground();
  if (front) paintForeground(pen, front, lens);
  drawLabels(pen, labelsFor(lens, front), lens);
}
