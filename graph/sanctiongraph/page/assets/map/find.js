/* Finding a name among all spellings: a field and a list under it, by keys as by mouse. */
const bare = (name) => plain(name).replace(/[.'’‘`]/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
const spellings = world.nodes.flatMap((node) => [node.label, ...(world.actors[node.id].names || []), ...(world.actors[node.id].also || [])]
  .map((name) => ({ id: node.id, name, key: bare(name) })));
const FITS = [ /* how a name may hold what is asked for, the best first */
  (key, wanted) => key === wanted,
  (key, wanted) => key.startsWith(wanted + " "),
  (key, wanted) => (" " + key + " ").includes(" " + wanted + " "),
  (key, wanted) => key.startsWith(wanted),
  (key, wanted) => key.includes(" " + wanted),
  (key, wanted) => everyWord(key, wanted, (word, asked) => word.startsWith(asked)),
  (key, wanted) => key.includes(wanted),
];
const everyWord = (key, wanted, test) => {
  const words = key.split(" ");
  return wanted.split(" ").every((asked) => words.some((word) => test(word, asked)));
};

/* The best nine, each actor once, the leading ones first; where no name fits, those that are nearly spelt so. */
function matches(words) {
  const wanted = bare(words);
  if (!wanted) return [];
  const fitting = ranked((key) => FITS.findIndex((fits) => fits(key, wanted)));
  return fitting.length ? fitting : ranked((key) => (everyWord(key, wanted, nearly) ? 0 : -1));
}
function ranked(rank) {
  const best = new Map();
  for (const spelling of spellings) {
    const place = rank(spelling.key);
    if (place < 0) continue;
    const score = place - world.nodes[spelling.id].size / 100;
    if (!best.has(spelling.id) || best.get(spelling.id).score > score) best.set(spelling.id, { ...spelling, score });
  }
  return [...best.values()].sort((a, b) => a.score - b.score || a.id - b.id).slice(0, 9);
}
/* At most one letter in short words, two in long ones, is wrong, missing or too much; words of three letters are exact. */
function nearly(word, asked) {
  const most = asked.length < 4 ? 0 : asked.length < 7 ? 1 : 2;
  if (Math.abs(word.length - asked.length) > most) return false;
  let row = Array.from({ length: word.length + 1 }, (_, place) => place);
  for (let i = 1; i <= asked.length; i++) {
    const next = [i];
    for (let j = 1; j <= word.length; j++)
      next.push(Math.min(next[j - 1] + 1, row[j] + 1, row[j - 1] + (asked[i - 1] === word[j - 1] ? 0 : 1)));
    row = next;
  }
  return row[word.length] <= most;
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
