/* The table: the same claims as the map, to be sorted, printed and read aloud. */
const ROWS = 200; /* rows made at once */
const COLUMNS = [
  ["When", (number) => world.claims[number].when || "", (claim) => claim.date || undated(claim)],
  ["Who acts", (number) => namesOf(world.claims[number].from), (claim) => nameButtons(claim.from, "not named")],
  ["What", (number) => world.claims[number].what, (claim) => claim.what],
  ["Whom", (number) => namesOf(world.claims[number].to), (claim) => nameButtons(claim.to, "not named")],
  ["Measures", (number) => measureWords(world.claims[number]).join(", "), (claim) => measureWords(claim).join(", ")],
  ["How real", (number) => realWords(world.claims[number]), (claim) => realWords(claim)],
  ["Confidence", (number) => world.claims[number].confidence, (claim) => confidence(claim)],
  ["Sentence", (number) => (world.claims[number].quotes || []).map(sentenceOf).join(" "), (claim) => (claim.quotes || []).map(excerpt).join(" ")],
  ["Source", (number) => titles.get(world.documents[world.claims[number].document].id), (claim) => [sourceLink(world.documents[claim.document])]],
];
let sorting = { column: 0, falling: false };
let shownRows = ROWS;

function sortedRows() {
  const value = COLUMNS[sorting.column][1], turn = sorting.falling ? -1 : 1;
  const keys = new Map(passing.list.map((number) => [number, value(number)]));
  return passing.list.slice().sort((a, b) => {
    const one = keys.get(a), two = keys.get(b);
    if (one === two) return a - b;
    if (one === "" || two === "") return one === "" ? 1 : -1; /* what is not known comes last */
    return (typeof one === "number" ? one - two : one.localeCompare(two, "en")) * turn;
  });
}
function buildTable() {
  byId("columns").replaceChildren(...COLUMNS.map(([name], column) => element("th", { scope: "col" },
    element("button", { type: "button", click: () => sortBy(column) }, name))));
}
function sortBy(column) {
  sorting = { column, falling: sorting.column === column && !sorting.falling };
  table();
  say("Sorted by " + COLUMNS[column][0] + (sorting.falling ? ", falling" : ", rising"));
}
/* The map in the table's place, or the other way round. */
function turnTable() {
  change((shown) => { shown.table = !shown.table; }, view.table ? "Map" : "Table");
  aim();
}
function table() {
  byId("table").hidden = !view.table;
  byId("map").hidden = view.table;
  byId("as-table").setAttribute("aria-pressed", String(view.table));
  if (view.table) fillTable();
}
function fillTable() {
  [...byId("columns").children].forEach((head, column) => head.setAttribute("aria-sort",
    column !== sorting.column ? "none" : sorting.falling ? "descending" : "ascending"));
  const rows = sortedRows();
  byId("rows").replaceChildren(...rows.slice(0, shownRows).map(tableRow));
  byId("table-said").textContent = plural(rows.length, "claim", "claims") + (rows.length > shownRows ? ", the first " + count(shownRows) + " shown" : "");
  byId("table-more").hidden = rows.length <= shownRows;
}
function tableRow(number) {
  const claim = world.claims[number];
  return element("tr", { class: "edge-" + claim.state }, ...COLUMNS.map(([, , cell]) => {
    const shown = cell(claim);
    return element("td", {}, ...(Array.isArray(shown) ? shown : [shown]));
  }));
}
function showAllRows() {
  shownRows = Infinity;
  if (view.table) fillTable();
}
