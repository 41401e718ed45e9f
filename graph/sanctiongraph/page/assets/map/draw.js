/* The canvas: vis-network is told only what has changed, so that a filter is felt at once. */
const FEW = 2500; /* lines up to which they bend, fade and carry numbers */
const spots = new Map(); /* where the user has dragged actors to */
const nodeSet = new vis.DataSet(), edgeSet = new vis.DataSet();
const painted = new Map([[nodeSet, new Map()], [edgeSet, new Map()]]);
const network = new vis.Network(byId("network"), { nodes: nodeSet, edges: edgeSet }, world.options);
let colours = readColours();
let grow = { symbols: 1, lines: 1 }; /* by what they are larger than written, so that they are seen from afar */
let whole = true; /* whether all that is drawn was brought into the window, and nothing has been moved since */
let labelOrder = [], markedEdges = [];

function readColours() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(name).trim();
  return {
    ink: read("--ink"), ground: read("--ground"), soft: read("--soft"), sans: read("--sans"), focus: read("--focus"),
    state: Object.fromEntries(world.states.map((look) => [look.key, read("--state-" + look.key)])),
    kind: Object.fromEntries([...kindLook.keys()].map((key) => [key, read("--kind-" + key)])),
  };
}
const at = (node) => (view.everything || nearby || !node.first ? [node.x, node.y] : node.first);
const spotKey = (node) => (node.members ? "community " + node.id : node.id);
const spot = (node) => spots.get(spotKey(node)) || at(node);
const sizeOf = (node) => node.size * grow.symbols;
const fewEdges = () => drawn.edges.length <= FEW;

/* The actors that stand out by what is chosen; null where all do. */
function highlighted() {
  if (view.path) return new Set(route ? route.nodes.map(symbolOf) : view.path.map(symbolOf));
  if (view.pair) return new Set(view.pair.map(symbolOf));
  if (view.node === null) return null;
  const near = new Set([symbolOf(view.node)]);
  for (const edge of drawn.edges) if (touches(edge)) near.add(edge.from).add(edge.to);
  return near;
}
const touches = (edge) => edge.from === symbolOf(view.node) || edge.to === symbolOf(view.node);
function standsOut(edge) {
  if (view.path) return Boolean(route) && onRoute(edge);
  if (view.pair) return edge.from === symbolOf(view.pair[0]) && edge.to === symbolOf(view.pair[1]);
  return view.node === null || touches(edge);
}

function nodeLook(node, near) {
  const [x, y] = spot(node);
  const group = shownGroup(node.id), colour = colours.kind[group];
  const paint = { background: colour, border: colours.ground };
  return { id: node.id, group, x, y, size: sizeOf(node), opacity: !near || near.has(node.id) ? 1 : 0.18,
    color: { ...paint, highlight: { background: colour, border: colours.focus }, hover: { background: colour, border: colours.soft } } };
}
function edgeLook(edge, bends) {
  const look = stateLook.get(edge.state);
  const minor = MINOR.has(edge.state);
  const bend = bends ? edge.bend || 0 : 0;
  const colour = colours.state[edge.state];
  const opacity = bends && !standsOut(edge) ? 0.1 : minor ? 0.75 : 0.9;
  const width = (lineWidth(edge) + (view.path && standsOut(edge) ? 2 : 0)) * grow.lines;
  const head = headFor(edge, width, minor ? 0.4 : look.arrow === "bar" ? 0.8 : 0.65);
  return { id: edge.id, from: edge.from, to: edge.to, width,
    dashes: look.dashes.length ? look.dashes.map((dash) => dash * grow.lines) : false,
    color: { color: colour, highlight: colour, hover: colour, opacity },
    arrows: look.arrow && head ? { to: { enabled: true, type: look.arrow, scaleFactor: head } } : "",
    smooth: bend ? { enabled: true, type: bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(bend) } : false };
}
/* An arrowhead no longer than the way between the two symbols, or none: in the other symbol it would say that this one is meant. */
function headFor(edge, width, wanted) {
  const free = stretch(edge) - sizeOf(world.nodes[edge.from]) - sizeOf(world.nodes[edge.to]);
  const most = Number(((free - 3 * width) / 15).toPrecision(2));
  return most >= wanted ? wanted : most >= 0.2 ? most : 0;
}
const lineWidth = (edge) => stateLook.get(edge.state).width + (MINOR.has(edge.state) ? 0 : Math.min(4, Math.log2(edge.value) * 0.9));

function bring(set, looks) {
  const before = painted.get(set), after = new Map(looks.map((look) => [look.id, JSON.stringify(look)]));
  const gone = [...before.keys()].filter((id) => !after.has(id));
  const added = looks.filter((look) => !before.has(look.id));
  const altered = looks.filter((look) => before.has(look.id) && before.get(look.id) !== after.get(look.id));
  if (gone.length) set.remove(gone);
  if (added.length) set.add(added);
  if (altered.length) set.update(altered);
  painted.set(set, after);
}
function paint() {
  const bends = fewEdges(), near = bends ? highlighted() : null;
  grow = growth();
  const heavy = drawn.edges.length > 1200;
  network.setOptions({ interaction: { hideEdgesOnDrag: heavy, hideEdgesOnZoom: heavy } });
  labelOrder = drawn.nodes.slice().sort((a, b) => b.size - a.size || a.id - b.id);
  markedEdges = bends ? drawn.edges.filter(markOf).sort((a, b) => b.value - a.value || stateOrder.get(a.state) - stateOrder.get(b.state)) : [];
  const lines = drawn.edges.map((edge) => edgeLook(edge, bends)).reverse();
  const kept = new Set(lines.map((line) => line.id));
  const gone = [...painted.get(edgeSet).keys()].filter((id) => !kept.has(id));
  if (gone.length) { edgeSet.remove(gone); gone.forEach((id) => painted.get(edgeSet).delete(id)); }
  bring(nodeSet, drawn.nodes.map((node) => nodeLook(node, near)));
  bring(edgeSet, lines);
  select();
}
/* Seen from afar symbols and lines keep their size on the screen, as far as there is room for them. */
const CLOSEST = 1.4; /* the scale of a map of few actors */
const LARGEST = 0.8, ROOMY = 60; /* pixels between symbols from which on they are large */
const THINNEST = 0.6; /* of lines, unless symbols are far smaller */
function growth() {
  const { scale } = afar();
  return growthAt(Math.max(scale, started ? network.getScale() : scale));
}
function growthAt(seen) {
  const { between } = afar();
  const wanted = Math.min(LARGEST, between / ROOMY);
  const [symbols, lines] = [wanted, Math.max(wanted, Math.min(THINNEST, wanted * 1.3))].map((one) => Number(Math.max(1, one / seen).toPrecision(2)));
  return { symbols, lines };
}
/* The scale at which all that is drawn fits the window, and how far symbols then are from each other. */
function afar() {
  const extent = (axis) => {
    const places = drawn.nodes.map((node) => spot(node)[axis]);
    return places.reduce((most, place) => Math.max(most, place), -Infinity) - places.reduce((least, place) => Math.min(least, place), Infinity);
  };
  const { clientWidth, clientHeight } = byId("network");
  const [wide, high] = [Math.max(extent(0), 100) * 1.1, Math.max(extent(1), 100) * 1.1];
  const scale = Math.min((clientWidth || 900) / wide, (clientHeight || 600) / high, CLOSEST);
  return { scale, between: Math.sqrt((wide * high) / (drawn.nodes.length || 1)) * scale };
}
/* After the scale has changed: painted anew, if that makes a difference and takes no time. */
let growing = 0;
function regrow() {
  if (growing || !fewEdges() || drawn.nodes.length > FEW / 2) return;
  growing = setTimeout(() => {
    growing = 0;
    if (JSON.stringify(growth()) !== JSON.stringify(grow)) paint();
  }, 60);
}
function select() {
  network.unselectAll();
  if (view.node !== null && nodeSet.get(symbolOf(view.node))) network.selectNodes([symbolOf(view.node)], false);
  if (view.pair) network.selectEdges(drawn.edges.filter(standsOut).map((edge) => edge.id));
}
const gently = () => (calm() ? false : { duration: 300 });
function fit(numbers, animation = gently()) {
  const some = numbers ? { nodes: numbers.map(symbolOf).filter((id) => nodeSet.get(id)), maxZoomLevel: 1 } : { maxZoomLevel: CLOSEST };
  network.fit({ ...some, animation });
  whole = !numbers;
  if (whole) { camera = null; writeAddress(); }
}
/* Where the window has another size, what was in it as a whole stays so. */
function refit() {
  if (!byId("network").clientWidth) return;
  if (whole) fit(null, false);
  regrow();
}

/* ---- the mouse ---- */

function listen() {
  network.on("afterDrawing", writeLabels);
  network.on("click", (event) => {
    if (event.nodes.length) chooseNode(event.nodes[0]);
    else if (event.edges.length) chooseEdge(drawn.edges.find((edge) => edge.id === event.edges[0]));
    else chooseNothing();
  });
  network.on("doubleClick", (event) => { if (event.nodes.length) enter(event.nodes[0]); });
  network.on("dragEnd", (event) => {
    for (const [id, place] of Object.entries(network.getPositions(event.nodes))) spots.set(spotKey(symbol(Number(id))), [place.x, place.y]);
    paintedAgain(event.nodes);
    remember();
  });
  network.on("zoom", () => { remember(); regrow(); });
  network.on("animationFinished", regrow);
  network.on("resize", () => queueMicrotask(refit)); /* once vis-network is through with it */
  network.on("hoverNode", (event) => {
    const { members } = symbol(event.node);
    const more = members ? plural(members, "actor", "actors") : world.actors[event.node].state;
    hover(event, shownLabel(event.node), [kindLook.get(shownGroup(event.node)).words, more].filter(Boolean).join(" · "));
  });
  network.on("hoverEdge", (event) => {
    const edge = drawn.edges.find((one) => one.id === event.edge);
    if (edge) hover(event, shownLabel(edge.from) + " → " + shownLabel(edge.to),
      stateLook.get(edge.state).words + " · " + plural(edge.value, "claim", "claims"));
  });
  for (const gone of ["blurNode", "blurEdge", "dragStart", "zoom"]) network.on(gone, closeTip);
  byId("network").addEventListener("mouseleave", closeTip);
  byId("network").querySelector(".vis-network").removeAttribute("tabindex"); /* the map is one stop for the keyboard */
}
/* A dragged symbol stands where vis-network has put it: what is remembered as painted follows. */
function paintedAgain(ids) {
  const near = fewEdges() ? highlighted() : null;
  for (const id of ids) painted.get(nodeSet).set(id, JSON.stringify(nodeLook(symbol(id), near)));
}
function remember() {
  const { x, y } = network.getViewPosition();
  camera = [x, y, network.getScale()];
  whole = false;
  writeAddress();
}
const closeTip = () => { byId("tip").hidden = true; };
function hover(event, strong, weak) {
  const tip = byId("tip");
  tip.replaceChildren(text("strong", "isolated", strong), text("span", "isolated", weak));
  tip.hidden = false;
  const frame = byId("network").getBoundingClientRect();
  tip.style.left = Math.min(event.pointer.DOM.x + 14, frame.width - tip.offsetWidth - 8) + "px";
  tip.style.top = Math.min(event.pointer.DOM.y + 14, frame.height - tip.offsetHeight - 8) + "px";
}
