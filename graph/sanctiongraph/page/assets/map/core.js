/* The world that the page shows, and the making of elements: text is only ever set as text. */
const world = JSON.parse(document.getElementById("data").textContent);
const stateLook = new Map(world.states.map((look) => [look.key, look]));
const stateOrder = new Map(world.states.map((look, place) => [look.key, place]));
const kindLook = new Map(world.kinds.map((look) => [look.key, look]));
const placeOf = new Map(world.actors.map((actor, place) => [actor.id, place]));
const MINOR = new Set(["office", "relation"]);
const firsts = world.nodes.filter((node) => node.first).length;
const COMMUNITY = "Community"; /* the look of what stands for one, which is of no kind */
kindLook.set(COMMUNITY, { key: COMMUNITY, words: "community", outline: "" });
world.options.groups[COMMUNITY] = { shape: "dot" };
world.edges.forEach((edge, number) => { edge.id = number; });

const byId = (id) => document.getElementById(id);
const label = (number) => world.nodes[number].label;
const count = (number) => number.toLocaleString("en");
const plural = (number, one, many) => count(number) + " " + (number === 1 ? one : many);
const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;
const plain = (name) => name.normalize("NFKD").replace(/[\u0300-\u036f]/g, "").toLowerCase();

function element(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties || {})) {
    if (typeof value === "function") made.addEventListener(name, value);
    else if (value !== null && value !== undefined) made.setAttribute(name, value);
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}
const text = (tag, name, value) => element(tag, name ? { class: name } : {}, String(value));
const quiet = (words, click, more) => element("button", { class: "back", type: "button", click, ...more }, words);

const SVG = "http://www.w3.org/2000/svg";
function drawing(tag, properties, ...children) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(properties)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/* What changed, for those who can't see it. */
function say(words) {
  byId("said").textContent = words;
}

/* Words for what a claim is made of. */
const measureWords = (claim) => (claim.measures || []).filter((one) => one !== "UnspecifiedMeasure").map((one) => world.measures[one]);
const realWords = (claim) => (claim.state === "refused" ? "refused or ruled out" : world.modalities[claim.modality]);
const sentenceOf = (quote) => quote.map((piece) => (typeof piece === "string" ? piece : piece[1])).join("");
/* A sentence for a row: a very long one is cut around what states the claim. */
const LONGEST = 400;
function excerpt(quote) {
  const whole = sentenceOf(quote);
  if (whole.length <= LONGEST) return whole;
  const place = quote.findIndex((piece) => piece[0] === "trigger" && typeof piece !== "string");
  const middle = sentenceOf(quote.slice(0, Math.max(place, 0))).length;
  const from = Math.max(0, Math.min(middle - LONGEST / 2, whole.length - LONGEST));
  const end = from + LONGEST;
  return (from ? "… " + whole.slice(from).replace(/^\S*\s/, "").slice(0, LONGEST) : whole.slice(0, end)) + (end < whole.length ? " …" : "");
}
const namesOf = (numbers) => (numbers || []).map(label).join(", ");
const webAddress = (source) => (source.url && /^https?:\/\//i.test(source.url) ? source.url : "");
const confidence = (claim) => Math.round(claim.confidence * 100) + " %";
const inTime = (a, b) => {
  const one = world.claims[a].when || "9", two = world.claims[b].when || "9";
  return one < two ? -1 : one > two ? 1 : a - b;
};
