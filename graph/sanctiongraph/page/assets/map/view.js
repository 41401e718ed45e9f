/* What is looked at and how: one value that is undone, redone, and written into the address. */
const FACETS = ["act", "modality", "measure", "country", "publisher", "document"]; /* none chosen: all shown */
const HIDES = ["state", "kind"]; /* the legend: what is not hidden is shown */

const blank = () => ({
  hidden: new Map(HIDES.map((name) => [name, new Set()])),
  only: new Map(FACETS.map((name) => [name, new Set()])),
  sure: 0, /* least confidence in per cent */
  from: "", to: "", /* months; "" for no limit */
  published: true, /* claims that are dated by their document only */
  undated: true, /* claims that nothing dates */
  around: [], /* actors whose neighbourhood alone is shown */
  grouped: "", /* one symbol for each "country" or "community" */
  opened: [], /* whose members are drawn nevertheless: the actors that stand for them */
  everything: !firsts,
  table: false,
  strand: "", /* the state of the line that was chosen, which is told first */
  node: null, pair: null, path: null, /* what is chosen: one of the three, or nothing */
});
let view = blank();
let camera = null; /* where the map was moved to: [x, y, scale] */
let started = false;
const undone = [], redoable = [];
let written = "";

const actorOf = (id) => (placeOf.has(id) ? placeOf.get(id) : null);
const idOf = (number) => world.actors[number].id;

/* The view as the end of an address; equal views give equal texts. */
function fragment(shown) {
  const parts = new URLSearchParams();
  for (const [name, keys] of shown.hidden) for (const key of [...keys].sort()) parts.append("no-" + name, key);
  for (const [name, keys] of shown.only) for (const key of [...keys].sort()) parts.append(name, key);
  if (shown.sure) parts.set("sure", shown.sure);
  if (shown.from) parts.set("from", shown.from);
  if (shown.to) parts.set("to", shown.to);
  if (!shown.published) parts.set("published", "no");
  if (!shown.undated) parts.set("undated", "no");
  for (const number of shown.around) parts.append("around", idOf(number));
  if (shown.grouped) parts.set("by", shown.grouped);
  for (const number of shown.opened) parts.append("open", idOf(number));
  if (shown.everything && firsts) parts.set("all", "yes");
  if (shown.table) parts.set("as", "table");
  if (shown.node !== null) parts.set("actor", idOf(shown.node));
  for (const number of shown.pair || []) parts.append("line", idOf(number));
  if (shown.pair && shown.strand) parts.set("first", shown.strand);
  for (const number of shown.path || []) parts.append("path", idOf(number));
  return parts.toString();
}

/* The view that such a text asks for. Whatever is not known here is passed over. */
function understood(words) {
  const parts = new URLSearchParams(words);
  const made = blank();
  for (const [name, keys] of made.hidden) for (const key of parts.getAll("no-" + name)) if (looksOf(name).has(key)) keys.add(key);
  for (const [name, keys] of made.only) for (const key of parts.getAll(name)) if (valuesOf(name).has(key)) keys.add(key);
  const sure = Number(parts.get("sure"));
  if (Number.isInteger(sure) && sure > 0 && sure <= 100) made.sure = sure;
  for (const end of ["from", "to"]) if (/^\d{4}-(0[1-9]|1[0-2])$/.test(parts.get(end) || "")) made[end] = parts.get(end);
  if (made.from && made.to && made.from > made.to) made.from = made.to = "";
  for (const name of ["published", "undated"]) made[name] = parts.get(name) !== "no";
  made.around = [...new Set(actorsIn(parts, "around"))];
  if (standIn.has(parts.get("by"))) made.grouped = parts.get("by");
  if (made.grouped) made.opened = [...new Set(actorsIn(parts, "open").map((number) => standIn.get(made.grouped)[number]))];
  made.everything = made.everything || parts.get("all") === "yes";
  made.table = parts.get("as") === "table";
  [made.node = null] = actorsIn(parts, "actor");
  const [line, path] = ["line", "path"].map((name) => actorsIn(parts, name));
  if (path.length === 2) Object.assign(made, { node: null, path });
  else if (line.length === 2) Object.assign(made, { node: null, pair: line, strand: stateLook.has(parts.get("first")) ? parts.get("first") : "" });
  return made;
}
const actorsIn = (parts, name) => parts.getAll(name).map(actorOf).filter((number) => number !== null);
const looksOf = (name) => (name === "state" ? stateLook : kindLook);

/* Where the camera stood, from an address: three numbers, or nothing. */
function cameraIn(words) {
  const at = (new URLSearchParams(words).get("at") || "").split(",").map(Number);
  return at.length === 3 && at.every((value) => Number.isFinite(value) && Math.abs(value) < 1e6) && at[2] > 0.01 && at[2] < 20 ? at : null;
}
function address() {
  return "#" + written + (camera ? (written ? "&" : "") + "at=" + camera.map((value) => Number(value.toPrecision(4))).join(",") : "");
}
const addressed = location.protocol !== "about:"; /* a frame of a notebook has no address of its own */
let later = 0;
function writeAddress() {
  clearTimeout(later);
  if (!addressed) return;
  later = setTimeout(() => history.replaceState(null, "", address()), 200);
}

/* Every change goes through here: it can be undone, as one where it goes on with the same gesture; all parts of the page follow. */
let gesture = "";
function change(alter, words, during = "") {
  alter(view);
  const now = fragment(view);
  if (now === written) return;
  if (!during || during !== gesture) undone.push(written);
  gesture = during;
  redoable.length = 0;
  written = now;
  follow(words);
}
function turn(from, to, words) {
  if (!from.length) { say("Nothing to " + words); return; }
  gesture = "";
  to.push(written);
  written = from.pop();
  view = understood(written);
  follow(words === "undo" ? "Undone" : "Done again");
}
const undo = () => turn(undone, redoable, "undo");
const redo = () => turn(redoable, undone, "redo");
function follow(words) {
  refresh();
  writeAddress();
  const shown = plural(drawn.nodes.length, "actor", "actors") + " and " + plural(passing.list.length, "claim", "claims") + " shown";
  say((words ? words + ". " : "") + shown);
}
function arrive(words) {
  view = understood(words);
  camera = cameraIn(words);
  written = fragment(view);
}
const choose = (one) => (shown) => { Object.assign(shown, { node: null, pair: null, path: null, strand: "" }, one); };
