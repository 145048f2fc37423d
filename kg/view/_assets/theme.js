/* Colours as the scripts draw with them: read from the style sheet, light or dark as the reader or the system wants it. */
"use strict";

const THEMES = ["auto", "light", "dark"];
const theme = { colours: [], wanted: "auto" };

/* What the browser makes of a colour, as "#rrggbb". */
function resolved(probe, name) {
  probe.style.color = `var(--${name})`;
  const parts = getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3);
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
}

function readTheme() {
  const probe = document.body.appendChild(document.createElement("i"));
  for (const name of ["ground", "sheet", "ink", "soft", "line", "edge"]) theme[name] = resolved(probe, name);
  theme.colours = Array.from({ length: 12 }, (_, slot) => resolved(probe, `c${slot}`));
  probe.remove();
  theme.font = getComputedStyle(document.body).fontFamily;
  theme.dark = parseInt(theme.ground.slice(1, 3), 16) < 128;
}

function wantTheme(wanted) {
  theme.wanted = THEMES.includes(wanted) ? wanted : "auto";
  if (theme.wanted === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme.wanted;
  readTheme();
}

/* A colour with transparency: "#rrggbb" and a share of 1 give "#rrggbbaa". */
function faint(colour, share) {
  return colour + Math.round(share * 255).toString(16).padStart(2, "0");
}

const partsOf = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16));

/* A colour on the page's ground, opaque. */
function onGround(colour, share) {
  const ground = partsOf(theme.ground);
  return `rgb(${partsOf(colour).map((part, at) => Math.round(part * share + ground[at] * (1 - share))).join(",")})`;
}
