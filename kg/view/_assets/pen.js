/* A pen that writes SVG: as much of a canvas' context as the scene needs. */
"use strict";

const marked = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/* Text for XML: no markup, and none of the characters that XML does not know. */
function xml(text) {
  // eslint-disable-next-line no-control-regex
  return String(text).toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "\ufffd").replace(/[&<>"']/g, (mark) => marked[mark]);
}

const short = (number) => String(Math.round(number * 100) / 100);

class SvgPen {
  constructor(width, height, title) {
    this.lines = [`<svg xmlns="${SVG}" width="${short(width)}" height="${short(height)}" viewBox="0 0 ${short(width)} ${short(height)}" role="img">`, `<title>${xml(title)}</title>`];
    Object.assign(this, { way: "", fillStyle: "#000", strokeStyle: "#000", lineWidth: 1, lineJoin: "miter", font: "" });
  }

  beginPath() {
    this.way = "";
  }

  moveTo(x, y) {
    this.way += `M${short(x)} ${short(y)}`;
  }

  lineTo(x, y) {
    this.way += `L${short(x)} ${short(y)}`;
  }

  closePath() {
    this.way += "Z";
  }

  /* Whole circles, which is all that the scene has. */
  arc(x, y, radius) {
    const r = short(radius);
    this.way += `M${short(x - radius)} ${short(y)}a${r} ${r} 0 1 0 ${short(2 * radius)} 0a${r} ${r} 0 1 0 ${short(-2 * radius)} 0`;
  }

  fill() {
    this.lines.push(`<path d="${this.way}" fill="${this.fillStyle}"/>`);
  }

  stroke() {
    this.lines.push(`<path d="${this.way}" fill="none" stroke="${this.strokeStyle}" stroke-width="${short(this.lineWidth)}" stroke-linejoin="${this.lineJoin}"/>`);
  }

  fillRect(x, y, width, height) {
    this.lines.push(`<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" fill="${this.fillStyle}"/>`);
  }

  strokeText() {} // `fillText` draws the rim as well

  fillText(text, x, y) {
    const { weight, size } = this.font.match(/^(?<weight>\w+ )?(?<size>[\d.]+)px/).groups;
    const rim = `stroke="${theme.ground}" stroke-width="3" stroke-linejoin="round" paint-order="stroke"`;
    const letters = `font-family="sans-serif" font-size="${size}"${weight ? ` font-weight="${weight.trim()}"` : ""}`;
    this.lines.push(`<text x="${short(x)}" y="${short(y + Number(size) * 0.8)}" fill="${this.fillStyle}" ${letters} ${rim}>${xml(text)}</text>`);
  }

  text() {
    return [...this.lines, "</svg>"].join("\n");
  }
}
