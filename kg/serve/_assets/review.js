// One key a pair: it chooses, and the next pair comes into view. The form is sent as it is without this.
"use strict";
(() => {
  const pairs = [...document.querySelectorAll("article.pair")];
  if (!pairs.length) return;
  document.getElementById("keys").hidden = false;
  let at = -1;
  const go = (to) => {
    at = Math.max(0, Math.min(to, pairs.length - 1));
    pairs[at].focus({ preventScroll: true });
    pairs[at].scrollIntoView({ block: "start" });
  };
  document.addEventListener("focusin", (event) => {
    const found = pairs.indexOf(event.target.closest("article.pair"));
    if (found >= 0) at = found;
  });
  document.addEventListener("keydown", (event) => {
    const typing = event.target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "n") return go(at + 1);
    if (event.key === "b") return go(at - 1);
    const choice = pairs[Math.max(at, 0)].querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    if (!choice) return;
    choice.checked = true;
    if (Math.max(at, 0) === pairs.length - 1) document.getElementById("who").focus();
    else go(Math.max(at, 0) + 1);
    event.preventDefault();
  });
})();
