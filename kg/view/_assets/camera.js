/* Moving about. */
"use strict";

const calm = matchMedia("(prefers-reduced-motion: reduce)");

function go(x, y, scale, quick) {
  renderer.moveTo({ x, y, scale }, !quick && !calm.matches);
}

/* Moves so that the nodes fill the canvas, but for `covered` pixels at its right. */
function frame(nodes, covered, quick) {
  if (!nodes.length) return;
  const bound = (pick, sign) => nodes.reduce((far, node) => Math.max(far, sign * pick(node) + node.size), -Infinity) * sign;
  const [left, right] = [bound((node) => node.x, -1), bound((node) => node.x, 1)];
  const [top, bottom] = [bound((node) => node.y, -1), bound((node) => node.y, 1)];
  const { width, height } = lens();
  const room = [Math.max(width - covered - 90, 60), Math.max(height - 110, 60)];
  const scale = Math.max(0.005, Math.min(room[0] / (right - left), room[1] / (bottom - top), 1.6));
  go((left + right + covered / scale) / 2, (top + bottom) / 2 + 12 / scale, scale, quick);
}

const fit = (quick) => frame(shownNodes(), 0, quick);

function zoom(factor) {
  const { x, y, scale } = lens();
  go(x, y, scale * factor, false);
}

/* Moves the view by so many pixels. */
function pan(right, down) {
  const { x, y, scale } = lens();
  go(x + right / scale, y + down / scale, scale, true);
}
