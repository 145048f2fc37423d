/* The network on a plain canvas, for browsers without WebGL: what the other renderers do, with our own pen. */
"use strict";

const FALLBACK = 1500; // nodes that it draws in a frame

function canvasRenderer(stage, events) {
  const canvas = stage.appendChild(document.createElement("canvas"));
  const pen = canvas.getContext("2d");
  const camera = { x: 0, y: 0, scale: 1 };
  const fingers = new Map();
  let waiting = false;

  const lens = () => ({ ...camera, width: stage.clientWidth, height: stage.clientHeight });
  const paint = () => {
    waiting = false;
    sizeCanvas(canvas, pen, stage);
    pen.clearRect(0, 0, stage.clientWidth, stage.clientHeight);
    paintNetwork(pen, lensOf(lens()));
    events.drawn();
  };
  const redraw = () => {
    if (!waiting) requestAnimationFrame(paint);
    waiting = true;
  };
  const moveTo = (wanted) => {
    Object.assign(camera, wanted);
    redraw();
  };
  const placeOf = ({ clientX, clientY }) => {
    const box = stage.getBoundingClientRect();
    return { x: clientX - box.left, y: clientY - box.top };
  };
  const nodeAt = (event) => {
    const { x, y } = lensOf(lens()).toNetwork(placeOf(event));
    const room = 3 / camera.scale;
    return graph.bySize.findLast((node) => node.shown && Math.hypot(node.x - x, node.y - y) < node.size + room)?.id ?? null;
  };
  const zoomAt = (at, factor) => {
    const { x, y } = lensOf(lens()).toNetwork(at);
    camera.scale *= factor;
    const now = lensOf(lens()).toNetwork(at);
    moveTo({ x: camera.x + x - now.x, y: camera.y + y - now.y });
  };
  const spread = () => {
    const [one, other] = [...fingers.values()];
    return { x: (one.x + other.x) / 2, y: (one.y + other.y) / 2, wide: Math.hypot(one.x - other.x, one.y - other.y) || 1 };
  };
  const dragged = (event) => {
    const [before, two] = [fingers.get(event.pointerId), fingers.size === 2 && spread()];
    const now = placeOf(event);
    fingers.set(event.pointerId, { ...now, moved: before.moved + Math.hypot(now.x - before.x, now.y - before.y) });
    if (two) zoomAt(spread(), spread().wide / two.wide);
    else moveTo({ x: camera.x - (now.x - before.x) / camera.scale, y: camera.y - (now.y - before.y) / camera.scale });
  };

  stage.addEventListener("pointerdown", (event) => {
    stage.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, { ...placeOf(event), moved: 0 });
  });
  stage.addEventListener("pointermove", (event) => {
    if (fingers.has(event.pointerId)) dragged(event);
    else events.hover(nodeAt(event));
  });
  stage.addEventListener("pointerup", (event) => {
    if (fingers.get(event.pointerId)?.moved < 4) events.click(nodeAt(event));
    fingers.delete(event.pointerId);
  });
  stage.addEventListener("pointercancel", (event) => fingers.delete(event.pointerId));
  stage.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoomAt(placeOf(event), Math.exp(-event.deltaY * 0.002));
  }, { passive: false });
  return { name: "canvas", lens, moveTo, repaint: redraw, redraw };
}
