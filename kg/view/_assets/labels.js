/* Names beside nodes: of one size on the screen at every zoom, the heaviest first, never one over another. */
"use strict";

const CELL = 6; // pixels of the screen in a cell of the board that says what is taken
const widths = new Map();

function shortened(label) {
  const letters = Array.from(label);
  const { longest } = graph.labels;
  return letters.length <= longest ? label : letters.slice(0, longest - 1).join("").trimEnd() + "…";
}

function widthOf(ctx, label) {
  const key = `${ctx.font} ${label}`;
  if (!widths.has(key)) widths.set(key, ctx.measureText(label).width);
  return widths.get(key);
}

/* The label of a node that is large on the screen is bold. */
function fontOf(radius) {
  const { size, boldFrom } = graph.labels;
  return `${radius < boldFrom ? "" : "bold "}${size}px ${theme.font}`;
}

/* A board of the canvas: `take` marks a box as taken and says whether it was free; boxes are in pixels. */
function board(width, height) {
  const [columns, rows] = [Math.ceil(width / CELL), Math.ceil(height / CELL)];
  const taken = new Uint8Array(columns * rows);
  const cells = ({ left, top, right, bottom }) => [
    Math.max(0, Math.floor(left / CELL)),
    Math.max(0, Math.floor(top / CELL)),
    Math.min(columns - 1, Math.floor(right / CELL)),
    Math.min(rows - 1, Math.floor(bottom / CELL)),
  ];
  const isFree = (box) => {
    if (box.left < 0 || box.top < 0 || box.right > width || box.bottom > height) return false;
    const [left, top, right, bottom] = cells(box);
    for (let row = top; row <= bottom; row += 1) {
      if (taken.subarray(row * columns + left, row * columns + right + 1).includes(1)) return false;
    }
    return true;
  };
  const take = (box) => {
    const [left, top, right, bottom] = cells(box);
    for (let row = top; row <= bottom; row += 1) taken.fill(1, row * columns + left, row * columns + Math.max(left, right + 1));
  };
  return { isFree, take };
}

/* Where a label can stand beside a node at (x, y), best place first: below, above, right, left. */
function places(x, y, radius, width) {
  const { size, gap } = graph.labels;
  const [half, reach] = [width / 2, radius + gap];
  const box = (left, top) => ({ left, top, right: left + width, bottom: top + size });
  return [
    box(x - half, y + reach),
    box(x - half, y - reach - size),
    box(x + reach, y - size / 2),
    box(x - reach - width, y - size / 2),
  ];
}

/* The middle of a node as a box. */
function coreOf({ x, y, radius }) {
  const core = radius * 0.8;
  return { left: x - core, top: y - core, right: x + core, bottom: y + core };
}

function startText(ctx, ratio) {
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.textBaseline = "top";
  ctx.textAlign = "left";
  ctx.lineJoin = "round";
  ctx.lineWidth = 3;
  ctx.strokeStyle = theme.ground;
  ctx.fillStyle = theme.ink;
}

/* Draws the labels of the nodes, in their order, where there is room: beside all nodes if that can be, else over
   lighter ones, never over heavier ones or another label. `always` has the nodes whose label is drawn anyway. */
function drawLabels(ctx, nodes, lens, always) {
  const [clear, heavy] = [board(lens.width, lens.height), board(lens.width, lens.height)];
  const isInside = ({ x, y }) => x > 0 && y > 0 && x < lens.width && y < lens.height;
  const seen = nodes.map((node) => ({ node, ...lens.toScreen(node), radius: node.size * lens.scale })).filter(isInside);
  const heaviest = [...seen].sort((a, b) => b.radius - a.radius);
  heaviest.forEach((one) => clear.take(coreOf(one)));
  let marked = 0;
  ctx.save();
  startText(ctx, lens.ratio);
  for (const { node, x, y, radius } of seen) {
    const must = always.has(node.id);
    for (; marked < heaviest.length && heaviest[marked].radius >= radius; marked += 1) heavy.take(coreOf(heaviest[marked]));
    if (radius < graph.labels.drawThreshold && !must) continue;
    const label = shortened(node.short ?? node.label);
    ctx.font = fontOf(radius);
    const spots = places(x, y, radius + (must ? 6 : 0), widthOf(ctx, label));
    const spot = spots.find(clear.isFree) ?? spots.find(heavy.isFree) ?? (must ? spots[0] : null);
    if (!spot) continue;
    clear.take(spot);
    heavy.take(spot);
    ctx.strokeText(label, spot.left, spot.top);
    ctx.fillText(label, spot.left, spot.top);
  }
  ctx.restore();
}
