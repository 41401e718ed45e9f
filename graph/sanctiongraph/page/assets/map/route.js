/* The shortest path between two names, over what the filter lets pass, whichever way the arrows point. */
let route = null; /* {nodes, steps: [[from, to], ...]}, or null where there is none */
let routeEnds = [null, null];

function findRoute() {
  route = view.path ? shortest(...view.path) : null;
}
function shortest(from, to) {
  const ways = new Map();
  for (const edge of drawn.living) for (const [one, other] of [[edge.from, edge.to], [edge.to, edge.from]])
    ways.set(one, (ways.get(one) || new Map()).set(other, ((ways.get(one) || new Map()).get(other) || 0) + edge.value));
  const before = new Map([[from, null]]);
  for (const here of before.keys()) { /* grows while it is walked: breadth first */
    if (here === to) break;
    const next = [...(ways.get(here) || [])].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
    for (const [number] of next) if (!before.has(number)) before.set(number, here);
  }
  if (!before.has(to)) return null;
  const nodes = [];
  for (let here = to; here !== null; here = before.get(here)) nodes.unshift(here);
  return { nodes, steps: nodes.slice(1).map((number, place) => [nodes[place], number]) };
}
const onRoute = (edge) => route.steps.some(([from, to]) => [[from, to], [to, from]]
  .some(([one, other]) => edge.from === symbolOf(one) && edge.to === symbolOf(other)));

function routePanel() {
  const [from, to] = view.path;
  const head = [backButton(), text("h2", "", "Path: " + label(from) + " – " + label(to))];
  if (!route) return [...head, text("p", "lead", "No path between them in what the filter shows."), narrowed() ? quiet("Clear the filter", clearFilters) : null];
  const words = plural(route.steps.length, "step", "steps") + ": " + route.nodes.map(label).join(" – ");
  return [...head, text("p", "lead", words), ...route.steps.flatMap(([one, other], place) =>
    section(place + 1 + ". " + label(one) + " – " + label(other), claimsBetween(one, other)))];
}
const claimsBetween = (one, other) => [...new Set(drawn.living
  .filter((edge) => (edge.from === one && edge.to === other) || (edge.from === other && edge.to === one))
  .flatMap((edge) => edge.claims))];

/* The row of two fields that asks for a path. */
function openRoute(from) {
  byId("route").hidden = false;
  byId("route-open").setAttribute("aria-expanded", "true");
  if (from !== undefined) { routeEnds[0] = from; byId("route-from").value = label(from); }
  byId(from === undefined ? "route-from" : "route-to").focus();
}
function closeRoute() {
  byId("route").hidden = true;
  byId("route-open").setAttribute("aria-expanded", "false");
  byId("route-open").focus();
}
function takeEnd(place, number) {
  routeEnds[place] = number;
  const [from, to] = routeEnds;
  if (from === null || to === null) { byId(from === null ? "route-from" : "route-to").focus(); return; }
  unfold([from, to]);
  change(choose({ path: [from, to] }), "");
  if (route) { unfoldRoute(); fit(route.nodes); }
  say(route ? plural(route.steps.length, "step", "steps") + " from " + label(from) + " to " + label(to) : "No path between them in what the filter shows");
}
function unfoldRoute() {
  if (route.nodes.every(inScope)) return;
  change((shown) => { shown.everything = true; }, "");
}
function wireRoute() {
  finder(byId("route-from"), byId("route-from-names"), (number) => takeEnd(0, number));
  finder(byId("route-to"), byId("route-to-names"), (number) => takeEnd(1, number));
  byId("route-open").addEventListener("click", () => (byId("route").hidden ? openRoute() : closeRoute()));
  byId("route").addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); closeRoute(); } });
}
