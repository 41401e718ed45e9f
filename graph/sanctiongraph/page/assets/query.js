"use strict";
// The editor of SPARQL: colours, completion of the ontology's terms, and answers as a table.
// Whatever comes from the server becomes text of elements, never markup.
(() => {
  const at = (id) => document.getElementById(id);
  const known = JSON.parse(at("data").textContent);
  const text = at("query"), colours = at("colours"), offers = at("offers"), said = at("said");
  const table = at("answer"), graph = at("graph"), files = at("files");
  const LABELS = 400, SHOWN = 2000, OFFERED = 12;
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
  const cell = (term, labels) => {
    const place = made("td");
    if (!term) return place;
    if (term.type !== "uri") { place.textContent = typeof term.value === "string" ? term.value : JSON.stringify(term.value); return place; }
    const link = made("a", labels.get(term.value) ?? short(term.value));
    link.title = term.value;
    if (term.value.startsWith(known.base)) link.href = `/${term.value.slice(known.base.length).replace(/^\/+/, "")}`;
    else if (/^https?:\/\//i.test(term.value)) { link.href = term.value; link.rel = "noopener noreferrer"; }
    place.append(link);
    return place;
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
    const all = results.bindings.length;
    said.textContent = all > SHOWN ? `${all} rows, of which the first ${SHOWN} are shown; the files have all.` : `${all} row${all === 1 ? "" : "s"}.`;
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
    table.replaceChildren(); graph.hidden = true; files.hidden = true; hide();
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
    if (event.target.value) location.assign(`/query?name=${encodeURIComponent(event.target.value)}`);
  });
  colour();
})();
