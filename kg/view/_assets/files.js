/* What is shown as a file: PNG, SVG, GEXF and CSV. */
"use strict";

const SHARP = 2; // pixels of an image for one of the screen

function save(blob, ending) {
  const name = document.title.toLowerCase().replace(/[^a-z0-9]+/g, "-") || "network";
  const url = URL.createObjectURL(blob);
  element("a", "", null, { href: url, download: `${name}.${ending}` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

function image() {
  const now = lens();
  const canvas = element("canvas", "", null, { width: now.width * SHARP, height: now.height * SHARP });
  const pen = canvas.getContext("2d");
  pen.scale(SHARP, SHARP);
  paintAll(pen, now);
  return canvas;
}

function svg() {
  const now = lens();
  const pen = new SvgPen(now.width, now.height, document.title);
  paintAll(pen, now);
  return pen.text();
}

const FILES = {
  png: () => image().toBlob((blob) => save(blob, "png")),
  svg: () => save(new Blob([svg()], { type: "image/svg+xml" }), "svg"),
  gexf: () => save(new Blob([gexf()], { type: "application/xml" }), "gexf"),
  csv: () => save(new Blob(["\ufeff", csv()], { type: "text/csv" }), "csv"),
};

/* A printer gets an image of the picture, since it may not get what is on a canvas. */
function wireFiles() {
  for (const [ending, done] of Object.entries(FILES)) $(ending).addEventListener("click", done);
  addEventListener("beforeprint", () => ($("printed").src = image().toDataURL()));
}
