/* The canvases under and over the network, and the labels, which are chosen anew when the picture comes to rest. */
"use strict";

const REST = 140; // milliseconds without a move until labels are chosen anew
const stage = $("network");
const layers = { placed: [], key: "", timer: 0, drawn: 0, version: 0, shores: 0, base: null, held: false };
let renderer = null;

/* Makes the canvas as large as its stage, at the screen's resolution. */
function sizeCanvas(canvas, pen, box) {
  const ratio = window.devicePixelRatio || 1;
  const [width, height] = [Math.round(box.clientWidth * ratio), Math.round(box.clientHeight * ratio)];
  if (canvas.width !== width || canvas.height !== height) Object.assign(canvas, { width, height });
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
}

function penOf(id) {
  const canvas = $(id);
  const pen = canvas.getContext("2d");
  sizeCanvas(canvas, pen, stage);
  pen.clearRect(0, 0, stage.clientWidth, stage.clientHeight);
  return pen;
}

const lens = () => lensOf(renderer.lens());

/* What the labels depend on beside where the view is. */
const labelKey = ({ width, height }) => [width, height, scene.hovered, choice.selected, choice.path, layers.version].join();

function drawUnder(now) {
  if (layers.shores === 0 && scene.shores.length === 0) return;
  layers.shores = scene.shores.length;
  paintShores(penOf("under"), now);
}

function drawOver(now) {
  const pen = penOf("over");
  const front = foreground();
  if (front) paintForeground(pen, front, now);
  drawLabels(pen, layers.placed, now);
}

function slide(right, down) {
  for (const id of ["under", "over"]) $(id).style.transform = right || down ? `translate(${right}px,${down}px)` : "";
}

function drawBoth(now) {
  drawUnder(now);
  drawOver(now);
  slide(0, 0);
  layers.base = now;
}

/* Chooses the labels and draws what is under and over the network. */
function relabel() {
  const now = lens();
  layers.placed = labelsFor(now);
  layers.key = labelKey(now);
  drawBoth(now);
}

/* Whether the view has only been shifted since the layers were drawn: then they are shifted as they are, which costs next to nothing. */
function slid(now) {
  const { base } = layers;
  if (!base || Math.abs(base.scale / now.scale - 1) > 1e-6 || foreground()) return false;
  slide((base.x - now.x) * now.scale, (base.y - now.y) * now.scale);
  return true;
}

/* Labels are chosen anew once nothing has moved for a while and no finger or button is down. */
function rest() {
  clearTimeout(layers.timer);
  layers.timer = setTimeout(() => (layers.held ? rest() : relabel()), REST);
}

function wireLayers() {
  stage.addEventListener("pointerdown", () => (layers.held = true), { capture: true });
  for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => (layers.held = false), { capture: true });
  stage.addEventListener("pointerenter", ({ buttons }) => (layers.held = buttons > 0)); // let go outside the window
}

/* After each frame of the renderer: the other layers follow it; the same labels stay while it moves. */
function drawn() {
  if (!renderer) return;
  const now = lens();
  if (labelKey(now) !== layers.key) relabel();
  else if (!slid(now)) drawBoth(now);
  layers.drawn += 1;
  rest();
}

/* A choice has changed: what is shown, how large or in which colours. */
function redraw() {
  const count = decide();
  layers.version += 1;
  charted();
  renderer.repaint();
  renderer.redraw();
  return count;
}
