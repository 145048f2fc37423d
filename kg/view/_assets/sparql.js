"use strict";
// SPARQL asked of the graph in this page: a worker answers, and is ended when a query takes too long.
document.documentElement.classList.add("scripts");
{
  const at = (id) => document.getElementById(id);
  const { deadline, prefixes } = JSON.parse(at("asking").textContent);
  const MOST = 2000; // rows that are shown; what is saved has all
  let worker = null;
  let asked = null; // what is to be asked as soon as the worker is ready
  let timer = 0;
  let began = 0;
  let rows = [];

  const say = (text) => { at("said").textContent = text; };

  const made = (tag, text = "", name = "") => {
    const element = document.createElement(tag);
    element.textContent = text;
    if (name) element.className = name;
    return element;
  };

  const show = (...elements) => at("answer").replaceChildren(...elements);

  const busy = (on) => {
    at("ask").disabled = on;
    at("end").hidden = !on;
    if (on) at("save").hidden = true;
    clearTimeout(timer);
  };

  // A worker that is ended takes its store along; the next query makes another.
  const end = (why) => {
    worker?.terminate();
    worker = null;
    busy(false);
    show(made("p", why, "wrong"));
    say("");
  };

  const declared = (query) => {
    const known = new Set([...query.matchAll(/\bPREFIX\s+([\w.-]*):/gi)].map((found) => found[1]));
    const used = Object.keys(prefixes).filter((name) => !known.has(name) && query.includes(`${name}:`));
    return used.map((name) => `PREFIX ${name}: <${prefixes[name]}> `).join("") + query;
  };

  const send = () => {
    timer = setTimeout(() => end(`Ended after ${deadline} seconds. Ask for less, for example with LIMIT.`), deadline * 1000);
    began = performance.now();
    worker.postMessage({ query: asked });
  };

  const start = () => {
    const source = new Blob([at("worker").textContent], { type: "text/javascript" });
    const url = URL.createObjectURL(source);
    worker = new Worker(url);
    URL.revokeObjectURL(url);
    worker.onmessage = ({ data }) => hear(data);
    worker.onerror = (event) => end(`This browser cannot run it: ${event.message ?? "WebAssembly or workers are missing"}.`);
    say("Unpacking the graph…");
    worker.postMessage({ wasm: at("packed-wasm").textContent, quads: at("packed-quads").textContent });
  };

  const hear = (data) => {
    if (data.size !== undefined) {
      say(`${data.size.toLocaleString("en")} statements.`);
      return send();
    }
    busy(false);
    const took = `${Math.max(1, Math.round(performance.now() - began))} ms`;
    if (data.error !== undefined) {
      show(made("pre", data.error, "wrong"));
      return say("");
    }
    if (data.turtle !== undefined) {
      show(made("pre", data.turtle));
      return say(took);
    }
    const answer = JSON.parse(data.json);
    if (answer.boolean !== undefined) {
      show(made("p", answer.boolean ? "Yes." : "No."));
      return say(took);
    }
    table(answer.head.vars, answer.results.bindings);
    const more = rows.length > MOST ? `, the first ${MOST.toLocaleString("en")} shown` : "";
    say(`${rows.length.toLocaleString("en")} ${rows.length === 1 ? "row" : "rows"}${more}, ${took}`);
  };

  const short = (iri) => {
    for (const [name, space] of Object.entries(prefixes)) {
      if (iri.startsWith(space) && /^[\w-]+$/.test(iri.slice(space.length))) return `${name}:${iri.slice(space.length)}`;
    }
    return iri;
  };

  const cell = (term) => {
    if (!term) return made("td");
    const box = made("td", term.type === "uri" ? "" : term.value);
    box.dir = "auto";
    if (term.type === "uri" && /^https?:/i.test(term.value)) {
      const link = made("a", short(term.value));
      link.href = term.value;
      link.rel = "noopener noreferrer";
      link.target = "_blank";
      box.append(link);
    } else if (term.type === "uri") box.textContent = term.value;
    return box;
  };

  const table = (names, bindings) => {
    rows = [names, ...bindings.map((row) => names.map((name) => row[name]?.value ?? ""))];
    const body = made("tbody");
    for (const row of bindings.slice(0, MOST)) {
      const line = made("tr");
      line.append(...names.map((name) => cell(row[name])));
      body.append(line);
    }
    const head = made("tr");
    head.append(...names.map((name) => { const box = made("th", name); box.scope = "col"; return box; }));
    const top = made("thead");
    top.append(head);
    const whole = made("table");
    whole.append(top, body);
    show(whole);
    rows.shift();
    at("save").hidden = false;
    at("save").names = names;
  };

  // RFC 4180; what a spreadsheet would take for a formula gets a quote before it.
  const quoted = (value) => {
    const plain = /^[=+\-@\t\r]/.test(value) && Number.isNaN(Number(value)) ? `'${value}` : value;
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
  };

  at("question").addEventListener("submit", (event) => {
    event.preventDefault();
    asked = declared(at("text").value);
    busy(true);
    show();
    if (worker) send();
    else start();
  });
  at("text").addEventListener("keydown", (event) => {
    event.stopPropagation(); // the keys of the picture are letters here
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) at("question").requestSubmit();
  });
  at("end").addEventListener("click", () => end("Stopped."));
  at("example").addEventListener("change", () => {
    if (at("example").value) at("text").value = at("example").value;
  });
  at("save").addEventListener("click", () => {
    const text = [at("save").names, ...rows].map((row) => row.map(quoted).join(",")).join("\r\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${text}\r\n`], { type: "text/csv" }));
    link.download = "answer.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  });
}
