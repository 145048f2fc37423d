/* The network drawn by vis-network, whose model and options pyvis has made. */
"use strict";

function visNode(node) {
  const draw = ({ ctx, x, y }) => {
    Object.assign(node, { x, y }); // where it has been dragged to
    const box = { width: 2 * node.size, height: 2 * node.size };
    return { drawNode: () => drawNode(ctx, node, x, y, node.size), nodeDimensions: box };
  };
  return { id: node.id, x: node.x, y: node.y, size: node.size, shape: "custom", hidden: !node.shown, ctxRenderer: draw };
}

function visEdge(edge) {
  const arrows = { "1": "to", "-1": "from" }[edge.direction];
  const head = arrows ? { [arrows]: { enabled: true, scaleFactor: 0.35 } } : {};
  const color = { color: faint(edgeColour(edge), edgeShare(edge)) };
  return { id: edge.id, from: edge.from, to: edge.to, width: edge.width, arrows: head, color, hidden: !edge.shown };
}

function createRenderer(stage, events) {
  const nodes = new vis.DataSet(graph.nodes.map(visNode));
  const edges = new vis.DataSet(graph.edges.map(visEdge));
  const network = new vis.Network(stage, { nodes, edges }, graph.options);
  stage.querySelector(".vis-network").tabIndex = -1;
  network.on("hoverNode", ({ node }) => events.hover(node));
  network.on("blurNode", () => events.hover(null));
  network.on("click", ({ nodes: clicked }) => events.click(clicked.length ? clicked[0] : null));
  network.on("afterDrawing", events.drawn);

  const lens = () => ({ ...network.getViewPosition(), scale: network.getScale(), width: stage.clientWidth, height: stage.clientHeight });
  const moveTo = ({ x, y, scale }, smooth) => {
    const animation = smooth ? { duration: 350, easingFunction: "easeInOutQuad" } : false;
    network.moveTo({ position: { x, y }, scale, animation });
  };
  const repaint = () => {
    nodes.update(graph.nodes.map(visNode));
    edges.update(graph.edges.map(visEdge));
  };
  const resize = () => {
    network.setSize(`${stage.clientWidth}px`, `${stage.clientHeight}px`);
    network.redraw();
  };
  return { name: "vis", lens, moveTo, repaint, resize, redraw: () => network.redraw() };
}
