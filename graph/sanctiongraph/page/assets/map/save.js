/* Taking it away: pictures, a table for spreadsheets, the address of the view, the question in SPARQL. */
/* What a spreadsheet would take a cell for a formula by, also behind what nobody sees; the exports know the same. */
const FORMULA = /^(?:[\s\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])/;
const cellText = (value) => '"' + (FORMULA.test(value) ? "'" + value : value).replaceAll('"', '""') + '"';
const TAKEN = [
  ["claim", (claim) => world.documents[claim.document].id + "#" + claim.id], ["document", (claim) => world.documents[claim.document].id], ["type", (claim) => claim.type],
  ["from", (claim) => namesOf(claim.from)], ["what", (claim) => claim.what], ["to", (claim) => namesOf(claim.to)],
  ["act", (claim) => claim.act], ["how real", (claim) => world.modalities[claim.modality]],
  ["denied", (claim) => (claim.state === "refused" ? "yes" : "no")], ["measures", (claim) => measureWords(claim).join("; ")],
  ["date", (claim) => claim.date], ["published", (claim) => world.documents[claim.document].date],
  ["confidence", (claim) => claim.confidence], ["reasons", (claim) => (claim.reasons || []).join("; ")],
  ["grounds", (claim) => claim.grounds], ["according to", (claim) => claim.attribution],
  ["sentence", (claim) => (claim.quotes || []).map(sentenceOf).join(" ")],
  ["title", (claim) => world.documents[claim.document].title], ["publisher", (claim) => world.documents[claim.document].publisher],
  ["address", (claim) => webAddress(world.documents[claim.document])],
];
function csv() {
  const rows = sortedRows().map((number) => TAKEN.map(([, value]) => cellText(String(value(world.claims[number]) ?? ""))));
  return "\ufeff" + [TAKEN.map(([name]) => cellText(name)), ...rows].map((row) => row.join(",")).join("\r\n") + "\r\n";
}

function saveAs(name, content, kind) {
  const blob = content instanceof Blob ? content : new Blob([content], { type: kind });
  const href = URL.createObjectURL(blob);
  element("a", { href, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(href), 10_000);
  say(name + " saved");
}
const SAVES = new Map([
  ["png", () => onMap(() => pngOfView((blob) => saveAs("map.png", blob)))],
  ["svg", () => onMap(() => saveAs("map.svg", svgOfView(), "image/svg+xml"))],
  ["csv", () => saveAs("claims.csv", csv(), "text/csv")],
  ["link", () => showText("Address of this view", location.href.split("#")[0] + address())],
  ["sparql", () => showText("SPARQL for these claims", sparql())],
  ["print", () => print()],
]);
/* A picture is one of the map, also where the table stands in its place: it is drawn two frames later. */
function onMap(take) {
  if (!view.table) { take(); return; }
  turnTable();
  requestAnimationFrame(() => requestAnimationFrame(take));
}
function showText(title, words) {
  const field = element("textarea", { readonly: "", rows: "14", "aria-label": title, spellcheck: "false" });
  field.value = words;
  const copied = quiet("Copy", () => copy(words, copied, title));
  shownPanel = "";
  byId("panel").replaceChildren(quiet("← Back", panel), text("h2", "", title), element("div", { class: "taken" }, field), copied);
  field.focus();
}
function wireSave() {
  const menu = byId("save"), opener = byId("save-open");
  if (!addressed) byId("by-address").remove();
  const toggle = (on) => {
    menu.hidden = !on;
    opener.setAttribute("aria-expanded", String(on));
    if (on) menu.querySelector("button:not([hidden])").focus();
  };
  opener.addEventListener("click", () => toggle(menu.hidden));
  menu.addEventListener("click", (event) => {
    const wanted = event.target.dataset.save;
    if (wanted) { toggle(false); opener.focus(); SAVES.get(wanted)(); }
  });
  menu.addEventListener("keydown", (event) => {
    const entries = [...menu.querySelectorAll("button")], here = entries.indexOf(event.target);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) { event.preventDefault(); entries[(here + step + entries.length) % entries.length].focus(); }
    if (event.key === "Escape") { event.stopPropagation(); toggle(false); opener.focus(); }
  });
  document.addEventListener("click", (event) => { if (!menu.hidden && !menu.contains(event.target) && event.target !== opener) toggle(false); });
}
