/* The filter drawer and the legend: each choice says how many claims it would show. */
const FACET_TITLES = new Map([["act", "Act"], ["modality", "How real"], ["measure", "Measure"], ["country", "Country"],
  ["publisher", "Publisher"], ["document", "Document"]]);
const ROOM = 12; /* choices of one facet shown without asking for more */
const asked = new Map(); /* what is typed into a facet's own field */

function toggled(keys, key) {
  if (!keys.delete(key)) keys.add(key);
}
function buildDrawer() {
  for (const [name, title] of FACET_TITLES) {
    if (valuesOf(name).size < 2) continue;
    const choices = element("div", { class: "choices" });
    const field = valuesOf(name).size > ROOM ? facetField(name, title) : null;
    byId("facets").append(element("fieldset", { "data-facet": name, keydown: walk }, text("legend", "", title), field, choices));
  }
  byId("sure").addEventListener("input", () => {
    const sure = Number(byId("sure").value);
    change((shown) => { shown.sure = sure; }, "Confidence of at least " + sure + " %", "sure");
  });
  byId("clear").addEventListener("click", clearFilters);
  byId("drawer-open").addEventListener("click", () => openDrawer(byId("drawer").hidden));
  byId("drawer").addEventListener("keydown", (event) => { if (event.key === "Escape") { event.stopPropagation(); openDrawer(false); } });
  document.querySelectorAll("[data-state], [data-kind]").forEach((button) => button.addEventListener("click", () => {
    const [name, key] = button.dataset.state ? ["state", button.dataset.state] : ["kind", button.dataset.kind];
    change((shown) => toggled(shown.hidden.get(name), key), wordsFor[name](key) + (view.hidden.get(name).has(key) ? " shown" : " hidden"));
  }));
}
function facetField(name, title) {
  const input = element("input", { type: "search", placeholder: "Find among " + count(valuesOf(name).size), "aria-label": "Find in: " + title, autocomplete: "off" });
  input.addEventListener("input", () => { asked.set(name, plain(input.value.trim())); fillFacet(name); });
  return input;
}
function openDrawer(on) {
  byId("drawer").hidden = !on;
  byId("drawer-open").setAttribute("aria-expanded", String(on));
  (on ? byId("sure") : byId("drawer-open")).focus();
}
/* Arrow keys go from choice to choice. */
function walk(event) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const boxes = [...event.currentTarget.querySelectorAll("input[type=checkbox]")];
  const here = boxes.indexOf(event.target);
  if (!step || (here < 0 && step < 0)) return;
  event.preventDefault();
  const next = boxes[here + step];
  if (next) next.focus();
}

function drawer() {
  document.querySelectorAll("#facets [data-facet]").forEach((set) => fillFacet(set.dataset.facet));
  for (const name of HIDES) document.querySelectorAll("[data-" + name + "]").forEach((button) => {
    const key = button.dataset[name];
    button.setAttribute("aria-pressed", String(!view.hidden.get(name).has(key)));
    button.querySelector(".n").textContent = count(passing.counts.get(name).get(key) || 0);
  });
  byId("sure").value = view.sure;
  byId("sure-said").textContent = view.sure ? "at least " + view.sure + " %" : "any";
  byId("clear").disabled = !narrowed();
  byId("drawer-open").classList.toggle("on", Boolean(narrowed()));
  byId("passing").textContent = count(passing.list.length) + " of " + plural(world.claims.length, "claim", "claims");
}
function fillFacet(name) {
  const chosen = view.only.get(name), counts = passing.counts.get(name);
  const wanted = asked.get(name) || "";
  const offered = [...valuesOf(name)].filter((key) => !wanted || plain(wordsFor[name](key)).includes(wanted));
  const score = (key) => (chosen.has(key) ? 1e9 : 0) + (counts.get(key) || 0);
  offered.sort((a, b) => score(b) - score(a) || (wordsFor[name](a) < wordsFor[name](b) ? -1 : 1));
  const choices = byId("facets").querySelector('[data-facet="' + name + '"] .choices');
  const focused = choices.contains(document.activeElement) ? document.activeElement.value : null;
  const rest = offered.length - ROOM;
  choices.replaceChildren(...offered.slice(0, ROOM).map((key) => choice(name, key, chosen.has(key), counts.get(key) || 0)),
    ...(rest > 0 ? [text("p", "under", "and " + count(rest) + " more; find them by name")] : []));
  if (focused !== null) [...choices.querySelectorAll("input")].filter((box) => box.value === focused).forEach((box) => box.focus());
}
function choice(name, key, on, number) {
  const box = element("input", { type: "checkbox", value: key, change: () =>
    change((shown) => toggled(shown.only.get(name), key), wordsFor[name](key) + (on ? " no longer chosen" : " chosen")) });
  box.checked = on;
  return element("label", { class: number || on ? "" : "none" }, box, text("span", "isolated", wordsFor[name](key)), text("span", "n", count(number)));
}
