// Makes an editor of the text field of the query page. Nothing is fetched from elsewhere: the editor's own look-ups are off.
"use strict";
(() => {
  const field = document.getElementById("text");
  if (!field || typeof Yasqe === "undefined") return;
  const place = document.createElement("div");
  field.after(place);
  field.hidden = true;
  const editor = new Yasqe(place, {
    value: field.value,
    autocompleters: [],
    persistenceId: null,
    createShareableLink: null,
    createShortLink: null,
    showQueryButton: false,
    resizeable: false,
    collapsePrefixesOnLoad: false,
    lineWrapping: true,
    requestConfig: { endpoint: new URL("/sparql", document.baseURI).href },
  });
  const input = place.querySelector("textarea");
  if (input) input.setAttribute("aria-label", "SPARQL query");
  editor.setOption("extraKeys", {
    ...editor.getOption("extraKeys"),
    Tab: false, // moves on, as everywhere
    "Shift-Tab": false,
    "Ctrl-Enter": () => field.form.requestSubmit(),
    "Cmd-Enter": () => field.form.requestSubmit(),
  });
  field.form.addEventListener("submit", () => { field.value = editor.getValue(); });
})();
