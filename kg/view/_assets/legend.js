/* The legend: what the colours and shapes stand for, and what of it is shown. */
"use strict";

const SVG = "http://www.w3.org/2000/svg";

function swatch(kind) {
  const corners = graph.shapes[kind.shape];
  const image = document.createElementNS(SVG, "svg");
  const shape = image.appendChild(document.createElementNS(SVG, corners.length ? "polygon" : "circle"));
  image.setAttribute("viewBox", "-1.15 -1.15 2.3 2.3");
  image.setAttribute("aria-hidden", "true");
  image.setAttribute("class", "swatch");
  shape.setAttribute("class", `c${kind.colour}`);
  if (corners.length) shape.setAttribute("points", corners.join(" "));
  else shape.setAttribute("r", "1");
  return image;
}

function entry(kind) {
  const label = element("label", "", $("kinds"));
  const box = element("input", "", label, { type: "checkbox", checked: !choice.off[choice.colour].has(kind.id) });
  label.append(swatch(kind));
  element("bdi", kind.label, label);
  element("span", String(kind.count), label, { className: "number" });
  box.addEventListener("change", () => toggle(kind.id, box.checked));
}

function fillLegend() {
  $("kinds").replaceChildren();
  graph[choice.colour].forEach(entry);
}

function toggle(kind, on) {
  choice.off[choice.colour][on ? "delete" : "add"](kind);
  refresh();
}

function colourBy(which) {
  choice.colour = which === "communities" ? which : "groups";
  refresh();
}
