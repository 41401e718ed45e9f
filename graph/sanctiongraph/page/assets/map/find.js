/* Finding a name among all spellings: a field and a list under it, by keys as by mouse. */
const spellings = world.nodes.flatMap((node) => [node.label, ...(world.actors[node.id].names || [])]
  .map((name) => ({ id: node.id, name, key: plain(name) })));

/* The best nine, each actor once: where the name begins so, then where a word does, then the leading ones. */
function matches(words) {
  const wanted = plain(words.trim());
  const best = new Map();
  for (const spelling of wanted ? spellings : []) {
    const place = spelling.key.indexOf(wanted);
    if (place < 0) continue;
    const score = (place === 0 ? 0 : spelling.key[place - 1] === " " ? 1 : 2) - world.nodes[spelling.id].size / 100;
    if (!best.has(spelling.id) || best.get(spelling.id).score > score) best.set(spelling.id, { ...spelling, score });
  }
  return [...best.values()].sort((a, b) => a.score - b.score || a.id - b.id).slice(0, 9);
}
/* A field that finds names in the list beside it; `take` gets the actor that is picked. */
function finder(input, list, take) {
  let found = [], marked = -1;
  const close = () => { list.hidden = true; input.setAttribute("aria-expanded", "false"); };
  const mark = () => {
    [...list.children].forEach((row, place) => row.setAttribute("aria-selected", String(place === marked)));
    if (marked >= 0) input.setAttribute("aria-activedescendant", list.id + "-" + marked);
    else input.removeAttribute("aria-activedescendant");
  };
  const pick = (place) => {
    if (!found[place]) return;
    close();
    input.value = found[place].name;
    take(found[place].id);
  };
  const row = (hit, place) => {
    const other = hit.name === label(hit.id) ? world.actors[hit.id].state || "" : label(hit.id);
    return element("li", { role: "option", id: list.id + "-" + place, mousedown: (event) => { event.preventDefault(); pick(place); } },
      text("span", "isolated", hit.name), other && other !== hit.name ? text("small", "isolated", other) : null);
  };
  const suggest = () => {
    const wanted = input.value.trim();
    found = matches(wanted);
    marked = found.length ? 0 : -1;
    list.replaceChildren(...(wanted && !found.length ? [text("li", "", "no such name")] : found.map(row)));
    list.hidden = !wanted;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (wanted) say(plural(found.length, "name", "names") + " found");
    mark();
  };
  const keys = new Map([
    ["ArrowDown", () => { marked = Math.min(marked + 1, found.length - 1); mark(); }],
    ["ArrowUp", () => { marked = Math.max(marked - 1, 0); mark(); }],
    ["Enter", () => pick(marked)],
    ["Escape", close],
  ]);
  input.addEventListener("input", suggest);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (!keys.has(event.key) || list.hidden) return;
    event.preventDefault();
    event.stopPropagation();
    keys.get(event.key)();
  });
}
