/* How things look on the canvas: nodes, highlighted links, and the shores around groups. */
"use strict";

const graph = JSON.parse(document.getElementById("graph").textContent);
const hidden = new Set(); // groups that the legend has switched off
const theme = { colours: [] };

function readTheme() {
  const style = getComputedStyle(document.documentElement);
  for (const name of ["ground", "sheet", "ink", "soft", "line", "edge"]) {
    theme[name] = style.getPropertyValue(`--${name}`).trim();
  }
  theme.colours = Array.from({ length: 12 }, (_, slot) => style.getPropertyValue(`--c${slot}`).trim());
  theme.font = getComputedStyle(document.body).fontFamily;
  theme.dark = matchMedia("(prefers-color-scheme: dark)").matches;
}

function colourOf(group) {
  return group < 0 ? theme.edge : theme.colours[graph.groups[group].colour];
}

/* A colour with transparency: "#rrggbb" and a share of 1 give "#rrggbbaa". */
function faint(colour, share) {
  return colour + Math.round(share * 255).toString(16).padStart(2, "0");
}

/* A colour on the page's ground, opaque. */
function onGround(colour, share) {
  const parts = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));
  const ground = parts(theme.ground);
  return `rgb(${parts(colour).map((part, at) => Math.round(part * share + ground[at] * (1 - share))).join(",")})`;
}

function isShown(node) {
  return !hidden.has(node.group);
}

function trace(ctx, shape, x, y, radius) {
  ctx.beginPath();
  if (shape.length === 0) {
    ctx.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  shape.forEach(([dx, dy], at) => ctx[at ? "lineTo" : "moveTo"](x + dx * radius, y + dy * radius));
  ctx.closePath();
}

function drawNode(ctx, node) {
  const group = graph.groups[node.group];
  trace(ctx, graph.shapes[group.shape], node.x, node.y, node.size);
  ctx.fillStyle = theme.colours[group.colour];
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.lineJoin = "round";
  ctx.strokeStyle = theme.ground;
  ctx.stroke();
}

function drawRing(ctx, node) {
  ctx.beginPath();
  ctx.arc(node.x, node.y, node.size + 5, 0, 2 * Math.PI);
  ctx.lineWidth = 2.5;
  ctx.strokeStyle = theme.ink;
  ctx.stroke();
}

function drawLink(ctx, edge) {
  const [from, to] = [graph.nodes[edge.from], graph.nodes[edge.to]];
  ctx.beginPath();
  ctx.moveTo(from.x, from.y);
  ctx.lineTo(to.x, to.y);
  ctx.lineWidth = edge.width + 0.6;
  ctx.strokeStyle = faint(colourOf(edge.group), 0.85);
  ctx.stroke();
}

/* What vis-network calls to draw a node; it also tells where the node has been dragged to. */
function renderer({ ctx, id, x, y }) {
  const node = graph.nodes[id];
  node.x = x;
  node.y = y;
  return { drawNode: () => drawNode(ctx, node), nodeDimensions: { width: 2 * node.size, height: 2 * node.size } };
}

function edgeColour(edge) {
  return { color: faint(colourOf(edge.group), edge.group < 0 ? 0.3 : 0.55) };
}

/* The corners of the smallest convex polygon around the points (Andrew's monotone chain). */
function hull(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (a, b, c) => (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
  const half = (order) => {
    const chain = [];
    for (const point of order) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

function drawIsland(ctx, island) {
  const members = island.map((id) => graph.nodes[id]).filter(isShown);
  if (members.length < 3) return;
  const colour = onGround(colourOf(members[0].group), theme.dark ? 0.16 : 0.1);
  ctx.beginPath();
  hull(members).forEach(({ x, y }, at) => ctx[at ? "lineTo" : "moveTo"](x, y));
  ctx.closePath();
  ctx.lineJoin = "round";
  ctx.lineWidth = 2 * (Math.max(...members.map((node) => node.size)) + 8);
  ctx.strokeStyle = ctx.fillStyle = colour;
  ctx.stroke();
  ctx.fill();
}

/* Lays the page's ground over all that is drawn so far, so that what follows stands out. */
function drawVeil(ctx) {
  ctx.save();
  ctx.setTransform(1, 0, 0, 1, 0, 0);
  ctx.fillStyle = faint(theme.ground, 0.84);
  ctx.fillRect(0, 0, ctx.canvas.width, ctx.canvas.height);
  ctx.restore();
}
