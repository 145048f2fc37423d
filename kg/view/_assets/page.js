/* The page at work: the network, hovering, the search box, the legend and the panel of details. */
"use strict";

const $ = (id) => document.getElementById(id);
const stage = $("network");
const calm = matchMedia("(prefers-reduced-motion: reduce)");
const links = graph.nodes.map(() => new Map()); // node -> (neighbour -> edge)
graph.edges.forEach((edge, id) => {
  edge.id = id;
  links[edge.from].set(edge.to, edge);
  links[edge.to].set(edge.from, edge);
});
let hovered = null;
let selected = null;

readTheme();
const nodes = new vis.DataSet(
  graph.nodes.map(({ id, x, y, size, shape }) => ({ id, x, y, size, shape, ctxRenderer: renderer })),
);
const edges = new vis.DataSet(
  graph.edges.map((edge) => ({ id: edge.id, from: edge.from, to: edge.to, width: edge.width, color: edgeColour(edge) })),
);
const network = new vis.Network(stage, { nodes, edges }, graph.options);

/* -- drawing ------------------------------------------------------------- */

function lens() {
  const { width, height } = stage.getBoundingClientRect();
  const [scale, centre] = [network.getScale(), network.getViewPosition()];
  const toScreen = ({ x, y }) => ({ x: (x - centre.x) * scale + width / 2, y: (y - centre.y) * scale + height / 2 });
  const canvas = stage.querySelector("canvas");
  return { width, height, scale, ratio: canvas.width / width, toScreen };
}

/* The node in the foreground and its neighbours that are shown, or null where nothing is in the foreground. */
function foreground() {
  const centre = hovered ?? selected;
  if (centre === null || !isShown(graph.nodes[centre])) return null;
  return [centre, ...links[centre].keys()].map((id) => graph.nodes[id]).filter(isShown);
}

function drawForeground(ctx, shown) {
  const [centre, ...others] = shown;
  drawVeil(ctx);
  others.forEach((other) => drawLink(ctx, links[centre.id].get(other.id)));
  others.forEach((other) => drawNode(ctx, other));
  drawNode(ctx, centre);
  drawRing(ctx, centre);
}

network.on("beforeDrawing", (ctx) => graph.islands.forEach((island) => drawIsland(ctx, island)));
network.on("afterDrawing", (ctx) => {
  const shown = foreground();
  if (shown) drawForeground(ctx, shown);
  drawLabels(ctx, shown ?? graph.nodes.filter(isShown), lens(), new Set(shown ? [shown[0].id] : []));
});

function redressed() {
  readTheme();
  edges.update(graph.edges.map((edge) => ({ id: edge.id, color: edgeColour(edge) })));
}
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redressed);

/* -- moving about -------------------------------------------------------- */

function go(position, scale, quick) {
  const animation = quick || calm.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" };
  network.moveTo({ position, scale, animation });
}

/* Moves so that the nodes fill the canvas, but for `covered` pixels at its right. */
function frame(shown, covered, quick) {
  if (!shown.length) return;
  const low = (side) => Math.min(...shown.map((node) => node[side] - node.size));
  const high = (side) => Math.max(...shown.map((node) => node[side] + node.size));
  const [left, right, top, bottom] = [low("x"), high("x"), low("y"), high("y")];
  const { width, height } = stage.getBoundingClientRect();
  const room = [Math.max(width - covered - 90, 60), Math.max(height - 110, 60)];
  const scale = Math.max(0.02, Math.min(room[0] / (right - left), room[1] / (bottom - top), 1.6));
  go({ x: (left + right + covered / scale) / 2, y: (top + bottom) / 2 + 12 / scale }, scale, quick);
}

function fit(quick) {
  frame(graph.nodes.filter(isShown), 0, quick);
}

function zoom(factor) {
  go(network.getViewPosition(), network.getScale() * factor, false);
}

/* Moves the view by so many pixels. */
function pan(right, down) {
  const [scale, { x, y }] = [network.getScale(), network.getViewPosition()];
  go({ x: x + right / scale, y: y + down / scale }, scale, true);
}

const KEYS = {
  ArrowLeft: () => pan(-60, 0),
  ArrowRight: () => pan(60, 0),
  ArrowUp: () => pan(0, -60),
  ArrowDown: () => pan(0, 60),
  "+": () => zoom(1.4),
  "=": () => zoom(1.4),
  "-": () => zoom(1 / 1.4),
  "0": () => fit(false),
};

/* -- the panel of details ------------------------------------------------ */

function element(tag, text, parent, attributes = {}) {
  const made = Object.assign(document.createElement(tag), attributes);
  made.textContent = text;
  parent?.append(made);
  return made;
}

function isSafe(url) {
  return /^(https?|mailto):/i.test(url);
}

function neighbours(id) {
  return [...links[id]].sort(([a, x], [b, y]) => y.width - x.width || a - b);
}

function listNeighbours(panel, id) {
  const found = neighbours(id);
  element("h3", `Linked with ${found.length}`, panel);
  const list = element("ul", "", panel);
  for (const [other, edge] of found) {
    const item = element("li", "", list);
    element("button", graph.nodes[other].label, item, { type: "button", dir: "auto", onclick: () => visit(other) });
    element("span", ` – ${edge.label}`, item);
  }
}

function listNotes(panel, id) {
  const notes = [...new Set([...links[id].values()].flatMap((edge) => edge.notes))].sort((a, b) => a - b);
  if (!notes.length) return;
  element("h3", `Papers with others`, panel);
  const list = element("ul", "", panel);
  notes.forEach((note) => element("li", graph.texts[note], list, { dir: "auto", className: "plain" }));
}

function fill(panel, node) {
  panel.replaceChildren();
  const close = element("button", "×", panel, { type: "button", className: "close", onclick: () => select(null) });
  close.setAttribute("aria-label", "Close details");
  element("h2", node.label, panel, { dir: "auto" });
  const group = graph.groups[node.group].label;
  element("p", group === node.type ? node.type : `${node.type} · ${group}`, panel, { className: "kind" });
  const facts = element("dl", "", panel);
  for (const [name, value] of node.facts) {
    element("dt", name, facts);
    element("dd", value, facts, { dir: "auto" });
  }
  if (isSafe(node.url)) {
    const line = element("p", "", panel);
    element("a", node.url, line, { href: node.url, rel: "noopener noreferrer", target: "_blank" });
  }
  listNeighbours(panel, node.id);
  listNotes(panel, node.id);
  element("p", node.iri, panel, { className: "iri" });
}

function select(id) {
  selected = id;
  hovered = null;
  const panel = $("panel");
  panel.hidden = id === null;
  if (id !== null) {
    fill(panel, graph.nodes[id]);
    panel.scrollTop = 0;
  }
  network.redraw();
}

/* Selects a node and moves to it and its neighbours; the legend shows its group again if it was switched off. */
function visit(id) {
  const node = graph.nodes[id];
  if (!isShown(node)) toggle(node.group, true);
  select(id);
  const wide = stage.getBoundingClientRect().width > 700;
  frame(foreground(), wide ? $("panel").offsetWidth : 0, false);
  $("panel").focus({ preventScroll: true });
}

/* -- the search box ------------------------------------------------------ */

function find(text) {
  const wanted = text.trim().toLocaleLowerCase();
  if (!wanted) return null;
  const names = graph.nodes.map((node) => node.label.toLocaleLowerCase());
  const tests = [(name) => name === wanted, (name) => name.startsWith(wanted), (name) => name.includes(wanted)];
  return tests.map((test) => names.findIndex(test)).find((at) => at >= 0) ?? null;
}

function search() {
  const text = $("wanted").value;
  const id = find(text);
  $("status").textContent = id === null && text.trim() ? "Nothing here has that name." : "";
  if (id !== null) visit(id);
}

/* -- the legend ---------------------------------------------------------- */

function toggle(group, on) {
  hidden[on ? "delete" : "add"](group);
  document.querySelector(`[data-group="${group}"]`).checked = on;
  nodes.update(graph.nodes.filter((node) => node.group === group).map(({ id }) => ({ id, hidden: !on })));
  const shown = graph.nodes.filter(isShown).length;
  $("status").textContent = shown < graph.nodes.length ? `${shown} of ${graph.nodes.length} shown.` : "";
}

/* -- wiring -------------------------------------------------------------- */

network.on("hoverNode", ({ node }) => {
  hovered = node;
  network.redraw();
});
network.on("blurNode", () => {
  hovered = null;
  network.redraw();
});
network.on("click", ({ nodes: clicked }) => select(clicked.length ? clicked[0] : null));
addEventListener("keydown", (event) => {
  if (event.key === "Escape") select(null);
});
stage.addEventListener("keydown", (event) => {
  const done = !event.ctrlKey && !event.metaKey && !event.altKey && KEYS[event.key];
  if (!done) return;
  event.preventDefault();
  done();
});
stage.querySelector(".vis-network").tabIndex = -1;
$("find").addEventListener("submit", (event) => {
  event.preventDefault();
  search();
});
$("wanted").addEventListener("change", search);
$("closer").addEventListener("click", () => zoom(1.4));
$("farther").addEventListener("click", () => zoom(1 / 1.4));
$("fit").addEventListener("click", () => fit(false));
for (const box of document.querySelectorAll("[data-group]")) {
  box.disabled = false;
  box.addEventListener("change", () => toggle(Number(box.dataset.group), box.checked));
}
for (const label of new Set(graph.nodes.map((node) => node.label))) {
  element("option", "", $("names"), { value: label });
}
document.documentElement.classList.add("scripts");
fit(true);
window.paperkg = { network, graph, visit, state: () => ({ hovered, selected, hidden: [...hidden] }) };
