"use strict";
// The editor of SPARQL: colours, completion of the ontology's terms, and answers as a table and as a map.
// Whatever comes from the server becomes text of elements, never markup.
(() => {
  const at = (id) => document.getElementById(id);
  const known = JSON.parse(at("data").textContent);
  const text = at("query"), colours = at("colours"), offers = at("offers"), said = at("said");
  const table = at("answer"), graph = at("graph"), files = at("files");
  const from = at("from"), to = at("to"), map = at("map"), drawn = at("drawn");
  const LABELS = 400, SHOWN = 2000, OFFERED = 12, DRAWN = 300;
  const many = (number, name) => `${number} ${name}${number === 1 ? "" : "s"}`;
  const made = (name, words, kind) => {
    const element = document.createElement(name);
    if (words !== undefined) element.textContent = words;
    if (kind) element.className = kind;
    return element;
  };

  // Colours: the same text, in pieces, behind the transparent letters of the editor.
  const TOKEN = new RegExp([
    /(?<comment>#[^\n]*)/, /(?<iri><[^<>"{}|^`\\\s]*>)/,
    /(?<literal>"""[^]*?"""|'''[^]*?'''|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|\b\d+(?:\.\d+)?\b)/,
    /(?<variable>[?$]\w+)/, /(?<name>\b[A-Za-z][\w-]*:[\w%-]*|(?<!\w):[\w%-]+)/,
    /(?<word>\b(?:ASK|AS|ASC|BASE|BIND|BY|CONSTRUCT|COUNT|DESC|DESCRIBE|DISTINCT|EXISTS|FILTER|GRAPH|GROUP|HAVING|IN|LIMIT|MINUS|NOT|OFFSET|OPTIONAL|ORDER|PREFIX|REDUCED|SELECT|UNION|UNDEF|VALUES|WHERE|a)\b)/,
  ].map((part) => part.source).join("|"), "gi");
  const colour = () => {
    const pieces = [];
    let end = 0;
    for (const found of text.value.matchAll(TOKEN)) {
      if (found.index > end) pieces.push(document.createTextNode(text.value.slice(end, found.index)));
      const [kind] = Object.entries(found.groups).find(([, value]) => value !== undefined);
      pieces.push(made("span", found[0], kind));
      end = found.index + found[0].length;
    }
    pieces.push(document.createTextNode(text.value.slice(end) + "\n"));
    colours.replaceChildren(...pieces);
    colours.scrollTop = text.scrollTop;
  };

  // Completion: the terms that continue what stands before the caret.
  let chosen = 0, offered = [];
  const begun = () => /(?:^|[^\w:])(sg:\w*)$/.exec(text.value.slice(0, text.selectionStart))?.[1];
  const hide = () => { offers.hidden = true; offered = []; };
  const offer = () => {
    const start = begun()?.toLowerCase();
    offered = start ? known.terms.filter((term) => `sg:${term.name}`.toLowerCase().startsWith(start)).slice(0, OFFERED) : [];
    chosen = 0;
    offers.hidden = !offered.length;
    show();
  };
  const show = () => offers.replaceChildren(...offered.map((term, number) => {
    const item = made("li", `sg:${term.name} – ${term.definition || term.label}`.slice(0, 160));
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", String(number === chosen));
    item.addEventListener("mousedown", (event) => { event.preventDefault(); take(number); });
    return item;
  }));
  const take = (number) => {
    const caret = text.selectionStart;
    text.setRangeText(`sg:${offered[number].name} `, caret - begun().length, caret, "end");
    hide();
    colour();
  };
  const KEYS = {
    Tab: () => take(chosen), Enter: () => take(chosen), Escape: hide,
    ArrowDown: () => { chosen = (chosen + 1) % offered.length; show(); },
    ArrowUp: () => { chosen = (chosen + offered.length - 1) % offered.length; show(); },
  };

  // Answers.
  const ask = async (query, accept) => {
    const answer = await fetch("/sparql", {
      method: "POST",
      headers: { "Content-Type": "application/sparql-query", Accept: accept },
      body: query,
    });
    if (!answer.ok) throw new Error((await answer.text()).trim() || `the server answered ${answer.status}`);
    return answer;
  };
  const entities = (rows) => [...new Set(rows.flatMap((row) => Object.values(row))
    .filter((cell) => cell.type === "uri" && cell.value.startsWith(known.base) && !/[<>"{}|^`\\\s]/.test(cell.value))
    .map((cell) => cell.value))].slice(0, LABELS);
  const labelled = async (rows) => {
    const found = entities(rows);
    if (!found.length) return new Map();
    const iris = found.map((iri) => `<${iri}>`).join(" ");
    const query = `SELECT ?s ?l { VALUES ?s { ${iris} } ?s rdfs:label|dcterms:title ?l }`;
    try {
      const { results } = await (await ask(query, "application/sparql-results+json")).json();
      return new Map(results.bindings.map((row) => [row.s.value, row.l.value]));
    } catch { return new Map(); }
  };
  const short = (iri) => {
    const prefix = Object.entries(known.prefixes).find(([, stem]) => iri.startsWith(stem));
    return prefix ? `${prefix[0]}:${iri.slice(prefix[1].length)}` : iri;
  };
  const place = (iri) => `/${iri.slice(known.base.length).replace(/^\/+/, "")}`;
  const cell = (term, labels) => {
    const box = made("td");
    if (!term) return box;
    if (term.type !== "uri") { box.textContent = typeof term.value === "string" ? term.value : JSON.stringify(term.value); return box; }
    const link = made("a", labels.get(term.value) ?? short(term.value));
    link.title = term.value;
    if (term.value.startsWith(known.base)) link.href = place(term.value);
    else if (/^https?:\/\//i.test(term.value)) { link.href = term.value; link.rel = "noopener noreferrer"; }
    box.append(link);
    return box;
  };

  // A map: who stands in one column, lines to who stands in another, as many as rows say so.
  const ENDS = [["imposer", "target"], ["subject", "object"], ["source", "target"], ["person", "place"], ["one", "other"]];
  let network = null, answered = { rows: [], labels: new Map() };
  const actor = (term) => term?.type === "uri" && term.value.startsWith(known.base) && !/^\/?(document|graph)\//.test(term.value.slice(known.base.length));
  const ends = (names, rows) => {
    const actors = names.filter((name) => rows.some((row) => actor(row[name])));
    return actors.length > 1 ? actors : ENDS.find((pair) => pair.every((name) => names.includes(name))) ?? names;
  };
  const forget = () => { network?.destroy(); network = null; map.hidden = true; drawn.textContent = ""; };
  const offerMap = (names, rows, labels) => {
    answered = { rows, labels };
    const [first, second] = ends(names, rows);
    for (const [choice, name] of [[from, first], [to, second]]) {
      choice.replaceChildren(...names.map((one) => made("option", one)));
      choice.value = name;
    }
    at("ends").hidden = names.length < 2 || !rows.length;
  };
  const lines = () => {
    const nodes = new Map(), edges = new Map();
    for (const row of answered.rows) {
      const pair = [row[from.value], row[to.value]];
      if (!pair.every((term) => typeof term?.value === "string")) continue;
      if (new Set([...nodes.keys(), ...pair.map((term) => term.value)]).size > DRAWN) break;
      for (const term of pair) nodes.set(term.value, term);
      const key = JSON.stringify(pair.map((term) => term.value));
      edges.set(key, (edges.get(key) ?? 0) + 1);
    }
    return { nodes, edges };
  };
  const draw = () => {
    forget();
    const { nodes, edges } = lines(), read = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const name = (term) => (answered.labels.get(term.value) ?? (term.type === "uri" ? short(term.value) : term.value)).slice(0, 60);
    map.hidden = false;
    network = new vis.Network(map, {
      nodes: [...nodes].map(([id, term]) => ({ id, label: name(term) })),
      edges: [...edges].map(([key, number]) => { const [a, b] = JSON.parse(key); return { from: a, to: b, width: 1 + Math.log2(number), label: number > 1 ? String(number) : undefined }; }),
    }, {
      layout: { randomSeed: 1, improvedLayout: nodes.size < 100 },
      nodes: { shape: "dot", size: 10, color: read("--kind-Country"), font: { color: read("--ink") } },
      edges: { arrows: "to", color: read("--soft"), font: { color: read("--soft"), strokeWidth: 0 } },
      physics: { barnesHut: { springLength: 180 }, stabilization: { iterations: 200 } },
    });
    network.on("doubleClick", ({ nodes: [id] }) => {
      if (id !== undefined && actor(nodes.get(id))) location.assign(place(id));
    });
    const rows = [...edges.values()].reduce((sum, number) => sum + number, 0);
    drawn.textContent = `${many(nodes.size, "name")} and ${many(edges.size, "line")}, from ${rows} of ${many(answered.rows.length, "row")}. A double click opens the page of an actor.`;
  };

  const rowsOf = async ({ head, results, boolean }) => {
    if (boolean !== undefined) { said.textContent = boolean ? "Yes." : "No."; return; }
    const rows = results.bindings.slice(0, SHOWN), labels = await labelled(rows);
    const names = made("tr");
    names.append(...head.vars.map((name) => made("th", name)));
    const top = made("thead"), body = made("tbody");
    top.append(names);
    body.append(...rows.map((row) => {
      const line = made("tr");
      line.append(...head.vars.map((name) => cell(row[name], labels)));
      return line;
    }));
    table.replaceChildren(top, body);
    offerMap(head.vars, results.bindings, labels);
    const all = results.bindings.length;
    said.textContent = all > SHOWN ? `${all} rows, of which the first ${SHOWN} are shown; the files have all.` : `${many(all, "row")}.`;
  };
  const keep = (formats, query) => {
    files.replaceChildren("Keep as ", ...formats.flatMap((format, number) => {
      const link = made("a", format);
      link.href = `/sparql?${new URLSearchParams({ query, format })}`;
      return number ? [" · ", link] : [link];
    }));
    files.hidden = false;
  };
  const run = async () => {
    const query = text.value;
    table.replaceChildren(); graph.hidden = true; files.hidden = true; at("ends").hidden = true; hide(); forget();
    said.className = ""; said.textContent = "Asking …";
    try {
      const answer = await ask(query, "application/sparql-results+json, text/turtle;q=0.9");
      if (answer.headers.get("Content-Type").startsWith("text/turtle")) {
        graph.textContent = await answer.text(); graph.hidden = false; said.textContent = "A graph.";
        keep(["ttl", "jsonld", "nt", "rdf"], query);
      } else {
        await rowsOf(await answer.json());
        keep(["csv", "tsv", "json", "xml"], query);
      }
    } catch (error) { said.className = "wrong"; said.textContent = error.message; }
  };

  text.addEventListener("input", () => { colour(); offer(); });
  text.addEventListener("scroll", () => { colours.scrollTop = text.scrollTop; });
  text.addEventListener("blur", hide);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) { event.preventDefault(); run(); return; }
    if (offered.length && KEYS[event.key]) { event.preventDefault(); KEYS[event.key](); }
  });
  at("form").addEventListener("submit", (event) => { event.preventDefault(); run(); });
  at("question").addEventListener("change", (event) => {
    if (event.target.value) location.assign(`/questions/${encodeURIComponent(event.target.value)}`);
  });
  at("draw").addEventListener("click", draw);
  colour();
  if (known.run) run();
})();
