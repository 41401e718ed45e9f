/* The panel beside the map: the overview, one actor, one line, or a path, always of what passes the filter. */
let shownPanel = "";

function panel() {
  const key = [view.node, view.pair, view.strand, view.path, view.grouped, passing.list.length, fragmentOfFilter()].join("|");
  if (key === shownPanel) return;
  shownPanel = key;
  const parts = view.path ? routePanel() : view.pair ? linePanel(...view.pair) : view.node !== null ? actorPanel(view.node) : overview();
  const held = byId("panel").querySelector(":focus");
  byId("panel").replaceChildren(...parts.filter(Boolean));
  byId("panel").scrollTop = 0;
  if (held) focusOn(byId("panel").querySelector("h2"));
}
/* Where what was pressed is gone, the keyboard goes on from what has come in its place. */
function focusOn(place) {
  if (!place.matches("button, input")) place.setAttribute("tabindex", "-1");
  place.focus({ preventScroll: true });
}
const fragmentOfFilter = () => fragment({ ...view, node: null, pair: null, path: null, table: false });
const backButton = () => quiet("← Overview", () => chooseNothing());
const hiddenNote = (all, shown) => (all > shown
  ? element("p", { class: "under" }, plural(all - shown, "claim is", "claims are") + " hidden by the filter. ", quiet("Clear the filter", clearFilters)) : null);

function overview() {
  const actions = passing.list.filter((number) => world.claims[number].type === "action").length;
  const parts = [text("h2", "", "Who sanctions whom"),
    text("p", "lead", plural(drawn.nodes.length, "actor", "actors") + ", " + plural(actions, "sanction action", "sanction actions") +
      ". An arrow leads from the one who acts to the one it is done to. Click an actor or a line to read the sentences behind it."),
    hiddenNote(world.claims.length, passing.list.length), onesidedNote()];
  for (const look of world.states) {
    const edges = drawn.edges.filter((edge) => edge.state === look.key);
    if (edges.length && !MINOR.has(look.key)) parts.push(...pairList(look, edges));
  }
  return parts;
}
/* Sanction actions that name one side only have no arrow; they are read from here. */
function onesidedNote() {
  const claims = passing.list.map((number) => [number, world.claims[number]])
    .filter(([, claim]) => claim.type === "action" && !(claim.from && claim.to)).map(([number]) => number);
  if (!claims.length) return null;
  const note = element("p", { class: "under" }, plural(claims.length, "names", "name") + " only one side: no arrow. ", quiet("Read them", () => {
    const cards = section("Only one side is named", claims).filter(Boolean);
    note.replaceWith(...cards);
    focusOn(cards[0]);
  }));
  return note;
}
function pairList(look, edges) {
  const most = edges.slice().sort((a, b) => b.value - a.value || weight(b) - weight(a) || a.from - b.from || a.to - b.to);
  const list = element("ul", { class: "pairs" }, ...most.slice(0, 6).map(pairRow));
  const head = element("h3", {}, stateSymbol(look.key), look.words, text("span", "n", plural(edges.length, "arrow", "arrows")));
  const more = most.length > 6 ? quiet("all " + count(most.length), () => {
    list.replaceChildren(...most.slice(0, 500).map(pairRow));
    more.remove();
    focusOn(list.querySelectorAll("button")[6]);
  }) : null;
  return [head, list, more];
}
const weight = (edge) => world.nodes[edge.from].size + world.nodes[edge.to].size;
const pairRow = (edge) => element("li", {}, element("button", { type: "button", click: () => chooseEdge(edge, true) },
  text("span", "who", shownLabel(edge.from) + " → " + shownLabel(edge.to)), text("span", "n", edge.value > 1 ? "× " + edge.value : "")));

function actorPanel(number) {
  const actor = world.actors[number], members = membersOf(number);
  const some = new Set(members), all = claimsOf(members);
  const claims = all.filter((one) => passing.all.has(one));
  const actions = (side) => claims.filter((one) => world.claims[one].type === "action" && (world.claims[one][side] || []).some((who) => some.has(who)));
  const kind = [kindLook.get(shownGroup(number)).words, actor.state !== label(number) ? actor.state : "",
    actor.part_of ? "part of " + actor.part_of : "",
    actor.documents ? "in " + plural(actor.documents, "document", "documents") : ""].filter(Boolean).join(" · ");
  return [backButton(), text("h2", "", shownLabel(number)),
    members.length > 1 ? text("p", "under", plural(members.length, "actor", "actors") + " of this " + view.grouped + ": " + namesOf(members.sort((a, b) => world.nodes[b].size - world.nodes[a].size).slice(0, 12)) + (members.length > 12 ? " …" : "")) : text("p", "under", kind),
    members.length === 1 && actor.names ? text("p", "under", "also: " + actor.names.join(" · ")) : null,
    actorTools(number), hiddenNote(all.length, claims.length),
    ...section("Takes action", actions("from")), ...section("Is the target", actions("to")),
    ...section("Offices", claims.filter((one) => world.claims[one].type === "tenure")),
    ...section("Other relations", claims.filter((one) => world.claims[one].type === "relationship"))];
}
function claimsOf(numbers) {
  const some = new Set(numbers);
  const held = new Set(numbers.flatMap((number) => world.actors[number].claims || []));
  for (const edge of world.edges) if (some.has(edge.from) || some.has(edge.to)) edge.claims.forEach((claim) => held.add(claim));
  return [...held];
}
function actorTools(number) {
  const only = view.around.includes(number)
    ? quiet("Show everything again", () => change((shown) => { shown.around = []; }, "Everything shown"))
    : quiet(view.around.length ? "Add its neighbourhood" : "Only its neighbourhood", () => widen(number));
  const fold = membersOf(number).length > 1 ? quiet("Show its members", () => unfoldGroup(number))
    : opened(number) ? quiet("Fold its " + view.grouped + " again", () => foldGroup(number)) : null;
  return element("p", { class: "doing" }, fold, only, quiet("Path from here", () => openRoute(number)));
}
function linePanel(from, to) {
  const key = (number) => symbolOf(number);
  const strands = drawn.edges.filter((edge) => edge.from === key(from) && edge.to === key(to));
  strands.sort((a, b) => (b.state === view.strand) - (a.state === view.strand) || stateOrder.get(a.state) - stateOrder.get(b.state));
  return [backButton(), text("h2", "", shownLabel(from) + " → " + shownLabel(to)),
    strands.length ? null : element("p", { class: "under" }, "The filter hides every claim between them. ", quiet("Clear the filter", clearFilters)),
    ...strands.flatMap((strand) => section(stateLook.get(strand.state).words, strand.claims, strand.state))];
}

/* ---- choosing ---- */

function chooseNode(number, move) {
  unfold([number]);
  change(choose({ node: number }), shownLabel(number) + " chosen");
  if (!move || !nodeSet.get(symbolOf(number)) || view.table) return;
  whole = false;
  network.focus(symbolOf(number), { scale: Math.max(network.getScale(), 0.8), animation: gently() });
  regrow();
}
function chooseEdge(edge, move) {
  unfold([edge.from, edge.to]);
  change(choose({ pair: [edge.from, edge.to], strand: edge.state }), shownLabel(edge.from) + " to " + shownLabel(edge.to) + " chosen");
  if (move && !view.table) fit([edge.from, edge.to]);
}
function chooseNothing() {
  change(choose({}), "Nothing chosen");
}
/* Where an actor is beyond the first few, all are shown. */
function unfold(numbers) {
  if (!numbers.every((number) => inScope(symbolOf(number)))) view.everything = true;
}
/* What a double click does: a group shows its members, an actor is left alone with its neighbours. */
function enter(number) {
  byId("tip").hidden = true;
  if (membersOf(number).length > 1) unfoldGroup(number);
  else widen(number);
}
function gather(by) {
  change((shown) => { Object.assign(shown, { grouped: by, opened: [] }); }, by ? "One symbol for each " + by : "Single actors");
  fit();
}
function unfoldGroup(number) {
  const words = shownLabel(number), members = membersOf(number);
  change((shown) => { shown.opened = [...shown.opened, leadOf(number)]; }, "Members shown: " + words);
  fit(members);
}
function foldGroup(number) {
  change((shown) => { shown.opened = shown.opened.filter((lead) => lead !== leadOf(number)); }, "Folded: " + groupName(number));
}
function widen(number) {
  change((shown) => { shown.around = [...new Set([...shown.around, ...membersOf(number)])]; },
    (view.around.length ? "Neighbourhood added: " : "Only the neighbourhood of ") + shownLabel(number));
  fit(drawn.nodes.map((node) => node.id));
}
