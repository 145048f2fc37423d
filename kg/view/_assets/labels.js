/* Names beside nodes: of one size on the screen at every zoom, the heaviest first, never one over another. */
"use strict";

const CELL = 6; // pixels of the screen in a cell of the board that says what is taken
const ROOMY = 15000; // square pixels of the canvas for each label of a node that is small on the screen
const CROWDED = 4000; // nodes in sight from which labels stand on nodes, since there is no room beside them
const widths = new Map();
const ruler = document.createElement("canvas").getContext("2d");

function shortened(label, longest = graph.labels.longest) {
  const letters = Array.from(label);
  return letters.length <= longest ? label : letters.slice(0, longest - 1).join("").trimEnd() + "…";
}

function widthOf(font, label) {
  const key = `${font} ${label}`;
  if (!widths.has(key)) {
    ruler.font = font;
    widths.set(key, ruler.measureText(label).width);
  }
  return widths.get(key);
}

/* The label of a node that is large on the screen is bold. */
function fontOf(radius) {
  const { size, boldFrom } = graph.labels;
  return `${radius < boldFrom ? "" : "bold "}${size}px ${theme.font}`;
}

/* A board of the canvas: `take` marks a box as taken and `isFree` says whether it is; boxes are in pixels. */
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

/* Where the name of a group can stand, best place first: over what it holds, beneath it, more to a side, within. */
function titlePlaces(title, lens, width, size) {
  const { x, y: top } = lens.toScreen({ x: title.x, y: title.top });
  const { y: bottom } = lens.toScreen({ x: title.x, y: title.bottom });
  const box = (share, down) => ({ left: x - width * share, top: down, right: x + width * (1 - share), bottom: down + size });
  const [above, below] = [top - size - 8, bottom + 6];
  return [box(0.5, above), box(0.5, below), box(0.2, above), box(0.8, above), box(0.2, below), box(0.8, below), box(0.5, (top + bottom) / 2)];
}

/* The names of groups, where they hide neither nodes nor each other if that can be, else only not each other. */
function placeTitles(titles, lens, boards) {
  const size = graph.labels.size + 1;
  const font = `600 ${size}px ${theme.font}`;
  return titles.flatMap((title) => {
    const text = shortened(title.name, 44);
    const spots = titlePlaces(title, lens, widthOf(font, text), size);
    const spot = boards.map(({ isFree }) => spots.find(isFree)).find(Boolean);
    if (!spot) return [];
    boards.forEach((each) => each.take(spot));
    const anchor = { x: title.x, y: title.top };
    const at = lens.toScreen(anchor);
    return [{ anchor, dx: spot.left - at.x, dy: spot.top - at.y, text, font, colour: title.colour }];
  });
}

/* The labels of the nodes, in their order, where there is room: beside all nodes if that can be, else over lighter
   ones, never over heavier ones or another label. `always` has the nodes whose label is there anyway. */
function placeLabels(nodes, titles, lens, always) {
  const boards = [board(lens.width, lens.height), board(lens.width, lens.height)];
  const [clear, heavy] = boards;
  const isInside = ({ x, y }) => x > 0 && y > 0 && x < lens.width && y < lens.height;
  const seen = nodes.map((node) => ({ node, ...lens.toScreen(node), radius: node.size * lens.scale })).filter(isInside);
  const heaviest = [...seen].sort((a, b) => b.radius - a.radius);
  if (seen.length < CROWDED) heaviest.forEach((one) => clear.take(coreOf(one)));
  const placed = placeTitles(titles, lens, boards);
  const threshold = Math.min(graph.labels.drawThreshold, (heaviest[0]?.radius ?? 0) * 0.5);
  const most = (lens.width * lens.height) / ROOMY;
  let marked = 0;
  for (const { node, x, y, radius } of seen) {
    const must = always.has(node.id);
    if (placed.length > most && radius < graph.labels.drawThreshold && !must) break;
    for (; marked < heaviest.length && heaviest[marked].radius >= radius; marked += 1) heavy.take(coreOf(heaviest[marked]));
    if (radius < threshold && !must) continue;
    const [text, font] = [shortened(node.short ?? node.label), fontOf(radius)];
    const spots = places(x, y, radius + (must ? 6 : 0), widthOf(font, text));
    const spot = spots.find(clear.isFree) ?? spots.find(heavy.isFree) ?? (must ? spots[0] : null);
    if (!spot) continue;
    boards.forEach((each) => each.take(spot));
    placed.push({ anchor: node, dx: spot.left - x, dy: spot.top - y, text, font, colour: theme.ink });
  }
  return placed;
}

function drawLabels(pen, placed, lens) {
  pen.textBaseline = "top";
  pen.textAlign = "left";
  pen.lineJoin = "round";
  pen.lineWidth = 3;
  pen.strokeStyle = theme.ground;
  for (const { anchor, dx, dy, text, font, colour } of placed) {
    const { x, y } = lens.toScreen(anchor);
    pen.font = font;
    pen.fillStyle = colour;
    pen.strokeText(text, x + dx, y + dy);
    pen.fillText(text, x + dx, y + dy);
  }
}
