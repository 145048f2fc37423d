/* Nodes, links and shores with a pen: a canvas' context, or what writes SVG with the same few strokes. */
"use strict";

function trace(pen, shape, x, y, radius) {
  pen.beginPath();
  if (shape.length === 0) {
    pen.arc(x, y, radius, 0, 2 * Math.PI);
    return;
  }
  shape.forEach(([dx, dy], at) => pen[at ? "lineTo" : "moveTo"](x + dx * radius, y + dy * radius));
  pen.closePath();
}

const shapeOf = (node) => graph.shapes[graph.groups[node.group].shape];

function drawNode(pen, node, x, y, radius, rim = 1.5) {
  trace(pen, shapeOf(node), x, y, radius);
  pen.fillStyle = colourOf(node);
  pen.fill();
  if (radius < 2) return;
  pen.lineWidth = rim;
  pen.lineJoin = "round";
  pen.strokeStyle = theme.ground;
  pen.stroke();
}

function drawRing(pen, x, y, radius) {
  pen.beginPath();
  pen.arc(x, y, radius + 4, 0, 2 * Math.PI);
  pen.lineWidth = 2.5;
  pen.strokeStyle = theme.ink;
  pen.stroke();
}

function drawLine(pen, from, to, colour, width) {
  pen.beginPath();
  pen.moveTo(from.x, from.y);
  pen.lineTo(to.x, to.y);
  pen.lineWidth = width;
  pen.strokeStyle = colour;
  pen.stroke();
}

/* The head of an arrow that ends at the rim of a node of that radius. */
function drawHead(pen, from, to, radius, colour) {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = Math.hypot(dx, dy) || 1;
  const [ux, uy] = [dx / length, dy / length];
  const tip = { x: to.x - ux * (radius + 1), y: to.y - uy * (radius + 1) };
  const back = { x: tip.x - ux * 9, y: tip.y - uy * 9 };
  pen.beginPath();
  pen.moveTo(tip.x, tip.y);
  pen.lineTo(back.x - uy * 4, back.y + ux * 4);
  pen.lineTo(back.x + uy * 4, back.y - ux * 4);
  pen.closePath();
  pen.fillStyle = colour;
  pen.fill();
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

function drawShore(pen, members, lens) {
  pen.beginPath();
  hull(members.map(lens.toScreen)).forEach(({ x, y }, at) => pen[at ? "lineTo" : "moveTo"](x, y));
  pen.closePath();
  pen.lineJoin = "round";
  pen.lineWidth = 2 * (Math.max(...members.map((node) => node.size)) + 8) * lens.scale;
  pen.strokeStyle = pen.fillStyle = onGround(colourOf(members[0]), theme.dark ? 0.16 : 0.1);
  pen.stroke();
  pen.fill();
}
