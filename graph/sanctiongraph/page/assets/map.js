"use strict";
/* The map's behaviour. Text reaches the page through textContent and canvas only, never as markup. */
(function () {
  const world = JSON.parse(document.getElementById("data").textContent);
  const stateLook = Object.fromEntries(world.states.map((look) => [look.key, look]));
  const order = Object.fromEntries(world.states.map((look, place) => [look.key, place]));
  const byId = (id) => document.getElementById(id);
  const panel = byId("panel");
  const hiddenKinds = new Set();
  const hiddenStates = new Set();
  const FEW = 2500; /* edges up to which lines bend, fade and carry numbers */
  const MANY = 50; /* claims shown at once in a section of the panel */
  let everything = !world.nodes.some((node) => node.first);
  let chosen = null; /* {node: number} or {edge: number} */
  let colours = readColours();

  /* ---- words and elements ---- */

  function element(tag, properties, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties || {})) {
      if (name === "click") made.addEventListener("click", value);
      else made.setAttribute(name, value);
    }
    made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return made;
  }
  const text = (tag, name, value) => element(tag, name ? { class: name } : {}, String(value));
  const label = (number) => world.nodes[number].label;
  const plural = (number, one, many) => number.toLocaleString("en") + " " + (number === 1 ? one : many);

  function nameButton(number) {
    return element("button", { class: "name", type: "button", click: () => chooseNode(number, true) }, label(number));
  }
  function names(numbers, unknown) {
    if (!numbers || !numbers.length) return [text("em", "", unknown)];
    return numbers.flatMap((number, place) => (place ? [", ", nameButton(number)] : [nameButton(number)]));
  }
  function symbol(state) {
    const svg = document.querySelector('[data-state="' + state + '"] svg');
    return svg ? svg.cloneNode(true) : null;
  }

  /* ---- claims ---- */

  function claimCard(number) {
    const claim = world.claims[number];
    const source = world.documents[claim.document];
    const card = element("article", { class: "claim edge-" + claim.state });
    card.append(headline(claim), quotes(claim), facts(claim), origin(source));
    return card;
  }
  function headline(claim) {
    const when = element("div", { class: "when" },
      text("span", "", claim.date ? claim.date : undated(claim)),
      text("span", "badge", claim.state === "refused" ? "refused or ruled out" : claim.modality));
    const sentence = element("div", { class: "head" });
    if (claim.type === "action") {
      sentence.append(...names(claim.from, "somebody not named"), " ", claim.what, " ", ...names(claim.to, "a target not named"));
    } else if (claim.type === "tenure") {
      sentence.append(...names(claim.from, ""), ", ", claim.what, ...(claim.to.length ? [", ", ...names(claim.to, "")] : []));
    } else {
      sentence.append(...names(claim.from, ""), " ", claim.what, " ", ...names(claim.to, ""));
    }
    return element("div", {}, when, sentence);
  }
  function undated(claim) {
    const published = world.documents[claim.document].date;
    return published ? "undated, published " + published : "undated";
  }
  function quotes(claim) {
    return element("div", {}, ...(claim.quotes || []).map(([before, trigger, after]) =>
      element("blockquote", {}, "“", before, trigger ? text("mark", "", trigger) : null, after, "”")));
  }
  function facts(claim) {
    const list = element("dl");
    const rows = [
      ["Measures", (claim.measures || []).join(", ")],
      ["Targets", claim.count ? plural(claim.count, "target", "targets") : ""],
      ["Dated", claim.dateText && claim.dateText !== claim.date ? "“" + claim.dateText + "”" : ""],
      ["Grounds", claim.grounds],
      ["According to", claim.attribution],
      ["Confidence", Math.round(claim.confidence * 100) + " %" + (claim.reasons ? ": " + claim.reasons.join("; ") : "")],
    ];
    for (const [name, value] of rows) if (value) list.append(text("dt", "", name), text("dd", "", value));
    return list;
  }
  function origin(source) {
    const shown = source.title || source.id;
    const web = source.url && /^https?:\/\//i.test(source.url);
    const title = web
      ? element("a", { href: source.url, target: "_blank", rel: "noopener noreferrer" }, shown)
      : text("span", "isolated", shown);
    const rest = [source.publisher, source.date, source.title ? source.id : ""].filter(Boolean).join(" · ");
    return element("p", { class: "source" }, title, rest ? " · " + rest : "");
  }
  const inTime = (a, b) => {
    const one = world.claims[a].when || "9", two = world.claims[b].when || "9";
    return one < two ? -1 : one > two ? 1 : a - b;
  };
  function section(title, claims, state) {
    if (!claims.length) return [];
    const head = element("h3", {}, state ? symbol(state) : null, title, text("span", "n", claims.length.toLocaleString("en")));
    const sorted = claims.slice().sort(inTime);
    return [head, ...sorted.slice(0, MANY).map(claimCard), ...(sorted.length > MANY ? [rest(sorted.slice(MANY))] : [])];
  }
  function rest(claims) {
    const more = element("button", { class: "back", type: "button" }, plural(claims.length, "more claim", "more claims"));
    more.addEventListener("click", () => more.replaceWith(...claims.map(claimCard)));
    return more;
  }

  /* ---- the panel: overview, one actor, one line ---- */

  function show(...children) {
    panel.replaceChildren(...children.filter(Boolean));
    panel.scrollTop = 0;
  }
  function back() {
    return element("button", { class: "back", type: "button", click: clear }, "← Overview");
  }
  function overview() {
    const actions = world.claims.filter((claim) => claim.type === "action").length;
    const parts = [text("h2", "", "Who sanctions whom"),
      text("p", "lead", plural(world.nodes.length, "actor", "actors") + ", " + plural(actions, "sanction action", "sanction actions") +
        ". An arrow leads from the one who acts to the one it is done to. Click an actor or a line to read the sentences behind it.")];
    for (const state of world.states) {
      const edges = world.edges.filter((edge) => edge.state === state.key);
      if (edges.length && state.key !== "office" && state.key !== "relation") parts.push(...pairs(state, edges));
    }
    show(...parts);
  }
  function pairs(state, edges, all) {
    const most = edges.slice().sort((a, b) => b.value - a.value || weight(b) - weight(a) || a.id - b.id);
    const list = element("ul", { class: "pairs" }, ...most.slice(0, all ? 500 : 6).map((edge) => element("li", {},
      element("button", { type: "button", click: () => chooseEdge(edge.id, true) },
        text("span", "who", label(edge.from) + " → " + label(edge.to)), text("span", "n", edge.value > 1 ? "× " + edge.value : "")))));
    const head = element("h3", {}, symbol(state.key), state.words, text("span", "n", edges.length.toLocaleString("en")));
    if (most.length > 6 && !all) {
      const more = element("button", { class: "back", type: "button" }, "all " + most.length.toLocaleString("en"));
      more.addEventListener("click", () => { const whole = pairs(state, edges, true)[1]; list.replaceWith(whole); more.remove(); });
      return [head, list, more];
    }
    return [head, list];
  }
  const weight = (edge) => world.nodes[edge.from].size + world.nodes[edge.to].size;

  function actorPanel(number) {
    const actor = world.actors[number];
    const claims = claimsOf(number);
    const kind = [world.kinds[world.nodes[number].group], actor.state !== label(number) ? actor.state : "",
      actor.part_of ? "part of " + actor.part_of : "",
      actor.documents ? "in " + plural(actor.documents, "document", "documents") : ""].filter(Boolean).join(" · ");
    const offices = claims.filter((c) => world.claims[c].type === "tenure");
    const action = (c) => world.claims[c].type === "action";
    show(back(), text("h2", "", label(number)), text("p", "under", kind),
      actor.names ? text("p", "under", "also: " + actor.names.join(" · ")) : null,
      ...section("Takes action", claims.filter((c) => action(c) && (world.claims[c].from || []).includes(number))),
      ...section("Is the target", claims.filter((c) => action(c) && (world.claims[c].to || []).includes(number))),
      ...section("Offices", offices),
      ...section("Other relations", claims.filter((c) => world.claims[c].type === "relationship")));
  }
  function claimsOf(number) {
    const held = new Set(world.actors[number].claims || []);
    for (const edge of world.edges) if (edge.from === number || edge.to === number) edge.claims.forEach((c) => held.add(c));
    return [...held];
  }
  function edgePanel(number) {
    const edge = world.edges[number];
    const same = world.edges.filter((other) => other.from === edge.from && other.to === edge.to);
    same.sort((a, b) => (b === edge) - (a === edge) || order[a.state] - order[b.state]);
    show(back(), element("h2", {}, label(edge.from) + " → " + label(edge.to)),
      ...same.flatMap((strand) => section(stateLook[strand.state].words, strand.claims, strand.state)));
  }

  /* ---- the canvas ---- */

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    const read = (name) => style.getPropertyValue(name).trim();
    return {
      ink: read("--ink"), ground: read("--ground"), soft: read("--soft"), sans: read("--sans"), focus: read("--focus"),
      state: Object.fromEntries(world.states.map((look) => [look.key, read("--state-" + look.key)])),
      kind: Object.fromEntries(Object.keys(world.kinds).map((kind) => [kind, read("--kind-" + kind)])),
    };
  }
  const shownNode = (node) => (everything || Boolean(node.first)) && !hiddenKinds.has(node.group);
  const shownEdge = (edge) => !hiddenStates.has(edge.state) && shownNode(world.nodes[edge.from]) && shownNode(world.nodes[edge.to]);
  const at = (node) => (everything || !node.first ? [node.x, node.y] : node.first);

  let grow = 1; /* symbols and lines of a crowded map are larger, since it is seen from afar */
  const sizeOf = (node) => node.size * grow;

  function drawnNode(node) {
    const [x, y] = at(node);
    const colour = colours.kind[node.group];
    const paint = { background: colour, border: colours.ground };
    return { id: node.id, group: node.group, x, y, size: sizeOf(node),
      color: { ...paint, highlight: { background: colour, border: colours.focus }, hover: { background: colour, border: colours.soft } } };
  }
  function drawnEdge(edge, bends) {
    const look = stateLook[edge.state];
    const minor = edge.state === "office" || edge.state === "relation";
    const bend = bends ? edge.bend || 0 : 0;
    return { id: edge.id, from: edge.from, to: edge.to,
      width: (look.width + (minor ? 0 : Math.min(4, Math.log2(edge.value) * 0.9))) * Math.sqrt(grow),
      dashes: look.dashes.length ? look.dashes : false,
      color: { color: colours.state[edge.state], highlight: colours.state[edge.state], hover: colours.state[edge.state], opacity: minor ? 0.75 : 0.9 },
      arrows: look.arrow ? { to: { enabled: true, type: look.arrow, scaleFactor: minor ? 0.4 : look.arrow === "bar" ? 0.8 : 0.65 } } : "",
      smooth: bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : false };
  }

  const nodes = new vis.DataSet();
  const edges = new vis.DataSet();
  world.edges.forEach((edge, number) => { edge.id = number; });

  function redraw(fit) {
    const nodesNow = world.nodes.filter(shownNode);
    const edgesNow = world.edges.filter(shownEdge);
    const bends = edgesNow.length <= FEW;
    grow = Math.min(1.8, Math.max(1, Math.sqrt(nodesNow.length / 60)));
    const heavy = edgesNow.length > 1200;
    network.setOptions({ interaction: { hideEdgesOnDrag: heavy, hideEdgesOnZoom: heavy } });
    edges.clear();
    nodes.clear();
    nodes.add(nodesNow.map(drawnNode));
    edges.add(edgesNow.map((edge) => drawnEdge(edge, bends)).reverse());
    markedEdges = bends ? edgesNow.filter((edge) => markOf(edge)).sort((a, b) => b.value - a.value || a.id - b.id) : [];
    byLabelRank = nodesNow.slice().sort((a, b) => b.size - a.size || a.id - b.id);
    if (fit) network.fit({ animation: false });
    highlight();
  }

  let byLabelRank = [];
  let markedEdges = [];
  const network = new vis.Network(byId("network"), { nodes, edges }, world.options);

  /* Labels stay the same size on the screen; the more important one wins where two would collide. */
  network.on("afterDrawing", (ctx) => {
    const scale = network.getScale();
    const box = byId("network").getBoundingClientRect();
    const low = network.DOMtoCanvas({ x: 0, y: 0 });
    const high = network.DOMtoCanvas({ x: box.width, y: box.height });
    const taken = new Map();
    const near = neighbours();
    const screen = [low.x * scale, low.y * scale, high.x * scale, high.y * scale];
    ctx.textAlign = "center";
    ctx.lineJoin = "round";
    ctx.textBaseline = "top";
    const visible = byLabelRank.filter((node) => {
      const [x, y] = spot(node);
      return x > low.x && x < high.x && y > low.y && y < high.y;
    });
    /* The leading actors are named first, over lesser symbols if need be; then all others. */
    let drawn = 0;
    for (const few of [visible.slice(0, 12), visible.slice(12, 400)]) {
      for (const node of few) occupySymbol(taken, node, scale);
      for (const node of few) {
        if (drawn < 200 && (!near || near.has(node.id))) drawn += writeLabel(ctx, node, scale, taken, screen) ? 1 : 0;
      }
    }
    ctx.textBaseline = "middle";
    const kin = markedEdges.filter((edge) => kept(edge) && stretch(edge) * scale > 60);
    for (const edge of kin.slice(0, 150)) writeMark(ctx, edge, scale, taken);
  });
  function occupySymbol(taken, node, scale) {
    const [x, y] = spot(node), half = sizeOf(node) * scale;
    occupy(taken, [x * scale - half, y * scale - half, x * scale + half, y * scale + half]);
  }
  const spot = (node) => spots.get(node.id) || at(node);
  /* What stands on a line: its number of claims, and a cross where the text denies it. */
  function markOf(edge) {
    if (edge.state === "office" || edge.state === "relation") return "";
    return [edge.state === "refused" ? "✕" : "", edge.value > 1 ? edge.value : ""].filter(Boolean).join(" ");
  }
  const stretch = (edge) => {
    const [ax, ay] = spot(world.nodes[edge.from]), [bx, by] = spot(world.nodes[edge.to]);
    return Math.hypot(bx - ax, by - ay);
  };
  function writeMark(ctx, edge, scale, taken) {
    const [x, y] = middle(edge);
    ctx.font = "600 " + (edge.state === "refused" ? 15 : 12) / scale + "px " + colours.sans;
    const rect = [x * scale - 8, y * scale - 8, x * scale + 8, y * scale + 8];
    if (!claim(taken, rect)) return;
    ctx.strokeStyle = colours.ground;
    ctx.fillStyle = colours.state[edge.state];
    ctx.lineWidth = 5 / scale;
    ctx.strokeText(markOf(edge), x, y);
    ctx.fillText(markOf(edge), x, y);
  }
  /* The middle of a line as vis-network bends it: a quadratic curve through one support point. */
  function middle(edge) {
    const [ax, ay] = spot(world.nodes[edge.from]), [bx, by] = spot(world.nodes[edge.to]);
    if (!edge.bend) return [(ax + bx) / 2, (ay + by) / 2];
    const half = edge.bend * 0.5 + (edge.bend > 0 ? 0.5 : -0.5);
    const reach = Math.abs(half) * Math.hypot(bx - ax, by - ay);
    const angle = Math.atan2(ay - by, bx - ax) + (edge.bend > 0 ? half : edge.bend * 0.5 + 0.5) * Math.PI;
    const via = [ax + reach * Math.sin(angle), ay + reach * Math.cos(angle)];
    return [ax / 4 + via[0] / 2 + bx / 4, ay / 4 + via[1] / 2 + by / 4];
  }
  const spots = new Map(); /* where the user has dragged actors to */
  const wrapped = new Map();
  const widths = new Map(); /* of labels on the screen */
  function lines(node) {
    if (!wrapped.has(node.id)) wrapped.set(node.id, wrap(node.label, node.size > 18 ? 3 : 2));
    return wrapped.get(node.id);
  }
  function wrap(label, most) {
    const rows = [""];
    for (const word of label.split(/\s+/)) {
      const row = rows[rows.length - 1];
      if (row && (row + " " + word).length > 20) rows.push(word);
      else rows[rows.length - 1] = row ? row + " " + word : word;
    }
    const cut = rows.slice(0, most).map((row) => (row.length > 22 ? row.slice(0, 21) + "…" : row));
    if (rows.length > most) cut[most - 1] = cut[most - 1].slice(0, 20).replace(/…$/, "") + "…";
    return cut;
  }
  function writeLabel(ctx, node, scale, taken, screen) {
    const pixels = node.size > 18 ? 14.5 : node.size > 12 ? 13 : 11.5;
    const rows = lines(node);
    ctx.font = (node.size > 18 ? "600 " : "") + pixels / scale + "px " + colours.sans;
    if (!widths.has(node.id)) widths.set(node.id, Math.max(...rows.map((row) => ctx.measureText(row).width)) * scale);
    const wide = widths.get(node.id);
    const place = room(node, scale, [wide, rows.length * pixels * 1.18], taken, screen);
    if (!place) return false;
    const [x, top] = [place[0] / scale, place[1]];
    ctx.strokeStyle = colours.ground;
    ctx.fillStyle = colours.ink;
    ctx.lineWidth = 4 / scale;
    rows.forEach((row, number) => {
      const line = (top + number * pixels * 1.18) / scale;
      ctx.strokeText(row, x, line);
      ctx.fillText(row, x, line);
    });
    return true;
  }
  /* The first free place for a label: below the symbol, above it, right or left; [middle, top]. */
  function room(node, scale, [wide, high], taken, screen) {
    const [x, y] = spot(node).map((value) => value * scale);
    const reach = sizeOf(node) * scale + 3, aside = reach + wide / 2 + 2;
    const places = [[x, y + reach], [x, y - reach - high], [x + aside, y - high / 2], [x - aside, y - high / 2],
      [x + wide / 3, y + reach], [x - wide / 3, y + reach], [x + wide / 3, y - reach - high], [x - wide / 3, y - reach - high]];
    return places.find(([cx, top]) => {
      const rect = [cx - wide / 2 - 2, top, cx + wide / 2 + 2, top + high];
      return rect[0] > screen[0] && rect[2] < screen[2] && rect[1] > screen[1] && rect[3] < screen[3] && claim(taken, rect);
    });
  }
  /* Screen space in cells of 60 pixels: true, and the space is taken, if no label is there yet. */
  function claim(taken, rect) {
    const cells = cellsOf(rect);
    for (const cell of cells)
      for (const other of taken.get(cell) || [])
        if (rect[0] < other[2] && rect[2] > other[0] && rect[1] < other[3] && rect[3] > other[1]) return false;
    occupy(taken, rect, cells);
    return true;
  }

  function cellsOf(rect) {
    const cells = [];
    for (let i = Math.floor(rect[0] / 60); i <= Math.floor(rect[2] / 60); i++)
      for (let j = Math.floor(rect[1] / 60); j <= Math.floor(rect[3] / 60); j++) cells.push(i + ":" + j);
    return cells;
  }
  function occupy(taken, rect, cells) {
    for (const cell of cells || cellsOf(rect)) {
      if (taken.has(cell)) taken.get(cell).push(rect);
      else taken.set(cell, [rect]);
    }
  }

  /* ---- choosing ---- */

  function neighbours() {
    if (!chosen) return null;
    if (chosen.edge !== undefined) return new Set([world.edges[chosen.edge].from, world.edges[chosen.edge].to]);
    const near = new Set([chosen.node]);
    for (const edge of world.edges) {
      if (edge.from === chosen.node) near.add(edge.to);
      if (edge.to === chosen.node) near.add(edge.from);
    }
    return near;
  }
  const kept = (edge) => !chosen || (chosen.edge !== undefined
    ? edge.from === world.edges[chosen.edge].from && edge.to === world.edges[chosen.edge].to
    : edge.from === chosen.node || edge.to === chosen.node);
  function highlight() {
    if (edges.length > FEW) return;
    const near = neighbours();
    nodes.update(nodes.getIds().map((id) => ({ id, opacity: !near || near.has(id) ? 1 : 0.18 })));
    edges.update(edges.getIds().map((id) => {
      const drawn = drawnEdge(world.edges[id], true);
      if (!kept(world.edges[id])) drawn.color.opacity = 0.1;
      return { id, color: drawn.color };
    }));
  }
  function reveal(numbers) {
    if (numbers.every((number) => nodes.get(number))) return;
    hiddenKinds.clear();
    document.querySelectorAll("[data-kind]").forEach((button) => button.setAttribute("aria-pressed", "true"));
    if (!numbers.every((number) => shownNode(world.nodes[number]))) { everything = true; scopeButton(); }
    redraw(true);
  }
  function chooseNode(number, move) {
    reveal([number]);
    chosen = { node: number };
    network.selectNodes([number], false);
    if (move) network.focus(number, { scale: Math.max(network.getScale(), 0.8), animation: calm() ? false : { duration: 300 } });
    actorPanel(number);
    highlight();
  }
  function chooseEdge(number, move) {
    const edge = world.edges[number];
    reveal([edge.from, edge.to]);
    chosen = { edge: number };
    if (edges.get(number)) network.selectEdges([number]);
    if (move) network.fit({ nodes: [edge.from, edge.to], maxZoomLevel: 1, animation: calm() ? false : { duration: 300 } });
    edgePanel(number);
    highlight();
  }
  function clear() {
    chosen = null;
    network.unselectAll();
    overview();
    highlight();
  }
  const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

  network.on("click", (event) => {
    if (event.nodes.length) chooseNode(event.nodes[0], false);
    else if (event.edges.length) chooseEdge(event.edges[0], false);
    else clear();
  });
  network.on("dragEnd", (event) => {
    for (const [id, spot] of Object.entries(network.getPositions(event.nodes))) spots.set(Number(id), [spot.x, spot.y]);
  });

  const tip = byId("tip");
  function hover(event, strong, weak) {
    tip.replaceChildren(text("strong", "isolated", strong), text("span", "isolated", weak));
    tip.hidden = false;
    const room = byId("network").getBoundingClientRect();
    tip.style.left = Math.min(event.pointer.DOM.x + 14, room.width - tip.offsetWidth - 8) + "px";
    tip.style.top = Math.min(event.pointer.DOM.y + 14, room.height - tip.offsetHeight - 8) + "px";
  }
  network.on("hoverNode", (event) => {
    const actor = world.actors[event.node];
    hover(event, label(event.node), [world.kinds[world.nodes[event.node].group], actor.state].filter(Boolean).join(" · "));
  });
  network.on("hoverEdge", (event) => {
    const edge = world.edges[event.edge];
    hover(event, label(edge.from) + " → " + label(edge.to),
      stateLook[edge.state].words + " · " + plural(edge.value, "claim", "claims"));
  });
  for (const gone of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(gone, () => { tip.hidden = true; });

  /* ---- controls ---- */

  document.querySelectorAll("[data-state], [data-kind]").forEach((button) => button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    const [hidden, key] = button.dataset.state ? [hiddenStates, button.dataset.state] : [hiddenKinds, button.dataset.kind];
    button.setAttribute("aria-pressed", String(on));
    if (on) hidden.delete(key); else hidden.add(key);
    redraw(false);
  }));
  function scopeButton() {
    const first = world.nodes.filter((node) => node.first).length;
    byId("scope").hidden = !first;
    byId("scope").textContent = everything ? "Show the " + first + " most important" : "Show all " + world.nodes.length.toLocaleString("en");
  }
  byId("scope").addEventListener("click", () => { everything = !everything; spots.clear(); scopeButton(); redraw(true); });
  byId("fit").addEventListener("click", () => network.fit({ animation: calm() ? false : { duration: 300 } }));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { colours = readColours(); redraw(false); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && chosen) clear(); });

  /* ---- search over all spellings ---- */

  const input = byId("search");
  const list = byId("suggestions");
  const plain = (name) => name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const spellings = world.nodes.flatMap((node) => [node.label, ...(world.actors[node.id].names || [])]
    .map((name) => ({ id: node.id, name, key: plain(name) })));
  let found = [];
  let marked = -1;

  function suggest() {
    const wanted = plain(input.value.trim());
    const best = new Map();
    for (const spelling of wanted ? spellings : []) {
      const place = spelling.key.indexOf(wanted);
      if (place < 0) continue;
      const score = (place === 0 ? 0 : spelling.key[place - 1] === " " ? 1 : 2) - world.nodes[spelling.id].size / 100;
      if (!best.has(spelling.id) || best.get(spelling.id).score > score) best.set(spelling.id, { ...spelling, score });
    }
    found = [...best.values()].sort((a, b) => a.score - b.score || a.id - b.id).slice(0, 9);
    marked = found.length ? 0 : -1;
    list.replaceChildren(...(wanted && !found.length ? [text("li", "", "no such name")] : found.map(suggestion)));
    list.hidden = !wanted;
    input.setAttribute("aria-expanded", String(!list.hidden));
    mark();
  }
  function suggestion(hit, place) {
    const other = hit.name === label(hit.id) ? world.actors[hit.id].state || "" : label(hit.id);
    const row = element("li", { role: "option", id: "suggestion-" + place }, text("span", "isolated", hit.name),
      other && other !== hit.name ? text("small", "isolated", other) : null);
    row.addEventListener("mousedown", (event) => { event.preventDefault(); take(place); });
    return row;
  }
  function mark() {
    [...list.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === marked)));
    if (marked >= 0) input.setAttribute("aria-activedescendant", "suggestion-" + marked);
    else input.removeAttribute("aria-activedescendant");
  }
  function take(place) {
    if (!found[place]) return;
    close();
    input.value = found[place].name;
    chooseNode(found[place].id, true);
  }
  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  }
  const keys = {
    ArrowDown: () => { marked = Math.min(marked + 1, found.length - 1); mark(); },
    ArrowUp: () => { marked = Math.max(marked - 1, 0); mark(); },
    Enter: () => take(marked),
    Escape: close,
  };
  input.addEventListener("input", suggest);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (keys[event.key] && !list.hidden) { event.preventDefault(); event.stopPropagation(); keys[event.key](); }
  });

  scopeButton();
  overview();
  redraw(true);
  document.documentElement.dataset.ready = "yes";
})();
