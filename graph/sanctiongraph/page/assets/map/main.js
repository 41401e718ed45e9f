/* Everything follows the view; buttons, keys and the address change it. */
function refresh() {
  sift();
  derive();
  findRoute();
  table();
  paint();
  panel();
  drawer();
  timeline();
  buttons();
}
function buttons() {
  byId("undo").disabled = !undone.length;
  byId("redo").disabled = !redoable.length;
  for (const by of standIn.keys()) byId("by-" + by).setAttribute("aria-pressed", String(view.grouped === by));
  byId("by-community").hidden = !world.communities.length;
  byId("scope").hidden = !firsts;
  byId("scope").textContent = view.everything ? "Show the " + count(firsts) + " most important" : "Show all " + count(world.nodes.length);
  byId("isolated").hidden = !view.around.length;
  byId("to-panel").hidden = view.node === null && !view.pair && !view.path;
}
function wireButtons() {
  const press = (id, action) => byId(id).addEventListener("click", action);
  press("undo", undo);
  press("redo", redo);
  press("fit", () => { fit(); });
  press("isolated", () => { change((shown) => { shown.around = []; }, "Everything shown"); fit(); });
  for (const by of standIn.keys()) press("by-" + by, () => gather(view.grouped === by ? "" : by));
  press("scope", () => { spots.clear(); change((shown) => { shown.everything = !shown.everything; }, ""); fit(); });
  press("as-table", turnTable);
  press("table-more", showAllRows);
  press("to-panel", () => { byId("panel").focus(); byId("panel").scrollIntoView(); });
  addEventListener("beforeprint", () => { showAllRows(); toPaper(true); });
  addEventListener("afterprint", () => toPaper(false));
  addEventListener("hashchange", goTo);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => { colours = readColours(); paint(); });
}

/* The address that was asked for, even if a late writing of the former one has come between. */
function goTo(event) {
  undone.push(written);
  arrive(new URL(event.newURL).hash.slice(1));
  follow("Another view");
  aim();
}

/* ---- keys ---- */

const typing = (target) => /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && !/^(checkbox|range)$/.test(target.type);
function wireKeys() {
  for (const end of ["pointerup", "keyup"]) document.addEventListener(end, () => { if (!playing) gesture = ""; }, true);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && (view.node !== null || view.pair || view.path)) chooseNothing();
    if (!(event.ctrlKey || event.metaKey) || typing(event.target)) return;
    const key = event.key.toLowerCase();
    if (key !== "z" && key !== "y") return;
    event.preventDefault();
    if (key === "y" || event.shiftKey) redo(); else undo();
  });
  byId("network").addEventListener("keydown", (event) => {
    const way = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] }[event.key];
    const zoom = { "+": 1.25, "=": 1.25, "-": 0.8 }[event.key];
    if (way) stepTo(way);
    else if (zoom) { network.moveTo({ scale: network.getScale() * zoom }); remember(); regrow(); }
    else if (event.key === "Enter" && view.node !== null) { if (event.shiftKey) enter(view.node); else byId("panel").focus(); }
    else return;
    event.preventDefault();
  });
}
/* From the chosen actor to the nearest one in this direction; at first to the leading one. */
function stepTo([dx, dy]) {
  const here = view.node !== null && nodeSet.get(symbolOf(view.node)) ? symbol(symbolOf(view.node)) : null;
  if (!here) { if (labelOrder.length) chooseNode(labelOrder[0].id, true); return; }
  const [x, y] = spot(here);
  let best = null, least = Infinity;
  for (const node of drawn.nodes) {
    const [nx, ny] = spot(node);
    const along = (nx - x) * dx + (ny - y) * dy, aside = Math.abs((nx - x) * dy) + Math.abs((ny - y) * dx);
    if (along > 1 && along + aside * 2 < least) { best = node; least = along + aside * 2; }
  }
  if (best) chooseNode(best.id, true);
}

/* ---- the start ---- */

function aim() {
  whole = !camera;
  if (!byId("network").clientWidth) return;
  network.setSize();
  if (camera) network.moveTo({ position: { x: camera[0], y: camera[1] }, scale: camera[2] });
  refit();
}
arrive(location.hash.slice(1));
listen();
finder(byId("search"), byId("suggestions"), (number) => chooseNode(number, true));
wireRoute();
buildDrawer();
wireTimeline();
buildTable();
wireSave();
wireButtons();
wireKeys();
refresh();
aim();
started = true;
document.documentElement.dataset.ready = "yes";
