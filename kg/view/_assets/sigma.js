/* The network drawn by sigma.js with WebGL, for more nodes than a canvas draws without stutter. */
"use strict";

const THIN = 30000; // links from which each is a line of one pixel

function hasWebgl() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

/* WebGL adds colours up as they are: one that lets others through must be as much darker. */
function premultiplied(hex, share) {
  return `rgba(${partsOf(hex).map((part) => Math.round(part * share)).join(",")},${share.toFixed(3)})`;
}

const nodeLook = (node) => ({
  x: node.x, y: -node.y, size: node.size, color: colourOf(node), hidden: !node.shown,
  shape: graph.groups[node.group].shape, type: "shape",
});
const edgeLook = (edge) => ({ size: edge.width * 1.5, color: premultiplied(edgeColour(edge), edgeShare(edge)), hidden: !edge.shown });

function sigmaGraph() {
  const made = new webgl.Graph({ multi: true, type: "undirected", allowSelfLoops: false });
  for (const node of graph.nodes) made.addNode(node.id, nodeLook(node));
  for (const edge of graph.edges) made.addEdgeWithKey(edge.id, edge.from, edge.to, edgeLook(edge));
  return made;
}

function sigmaOptions() {
  return {
    renderLabels: false,
    defaultDrawNodeHover: () => {},
    hideEdgesOnMove: graph.edges.length > 1500,
    itemSizesReference: "positions",
    zoomToSizeRatioFunction: (ratio) => ratio,
    minEdgeThickness: 1.2,
    antiAliasingFeather: 0.5,
    stagePadding: 0,
    enableCameraRotation: false,
    nodeProgramClasses: { shape: webgl.ShapeProgram },
    edgeProgramClasses: { line: graph.edges.length > THIN ? webgl.EdgeLineProgram : webgl.EdgeRectangleProgram },
    defaultEdgeType: "line",
    defaultNodeType: "shape",
  };
}

function createRenderer(stage, events) {
  if (!hasWebgl()) return withoutWebgl(stage, events);
  readRim();
  const made = sigmaGraph();
  const sigma = new webgl.Sigma(made, stage, sigmaOptions());
  sigma.on("enterNode", ({ node }) => events.hover(Number(node)));
  sigma.on("leaveNode", () => events.hover(null));
  sigma.on("clickNode", ({ node }) => events.click(Number(node)));
  sigma.on("clickStage", () => events.click(null));
  sigma.on("afterRender", events.drawn);

  const now = () => ({ cameraState: sigma.getCamera().getState() }); // not as it was when the last frame was drawn
  const lens = () => {
    const [width, height] = [stage.clientWidth, stage.clientHeight];
    const [left, right] = [0, 1000].map((x) => sigma.graphToViewport({ x, y: 0 }, now()));
    const scale = (right.x - left.x) / 1000;
    return { width, height, scale, x: (width / 2 - left.x) / scale, y: (height / 2 - left.y) / scale };
  };
  const moveTo = ({ x, y, scale }, smooth) => {
    const camera = sigma.getCamera();
    const at = sigma.viewportToFramedGraph(sigma.graphToViewport({ x, y: -y }, now()));
    const wanted = { x: at.x, y: at.y, ratio: (camera.ratio * lens().scale) / scale };
    if (smooth) camera.animate(wanted, { duration: 350 });
    else camera.setState(wanted);
  };
  const repaint = () => {
    readRim();
    made.updateEachNodeAttributes((id, old) => Object.assign(old, nodeLook(graph.nodes[id])));
    made.updateEachEdgeAttributes((id, old) => Object.assign(old, edgeLook(graph.edges[id])));
  };
  return { name: "sigma", lens, moveTo, repaint, redraw: () => sigma.scheduleRender(), resize: () => sigma.refresh() };
}

function readRim() {
  webgl.ShapeProgram.rim = partsOf(theme.ground).map((part) => part / 255);
}

/* The heaviest nodes alone, on a plain canvas, and a notice that says so. */
function withoutWebgl(stage, events) {
  if (graph.nodes.length > FALLBACK) {
    choice.only = new Set(graph.nodes.slice(0, FALLBACK).map((node) => node.id));
    decide();
    $("fallback").textContent = `This browser has no WebGL: only the first ${FALLBACK} of ${graph.nodes.length} nodes are drawn.`;
    $("fallback").hidden = false;
  }
  return canvasRenderer(stage, events);
}
