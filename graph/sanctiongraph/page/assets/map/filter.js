/* Which claims pass, how many each choice would show, and the nodes and lines that are drawn. */
const facts = world.claims.map((claim) => {
  const actors = [...(claim.from || []), ...(claim.to || [])];
  const source = world.documents[claim.document];
  return {
    state: [claim.state],
    kind: [...new Set(actors.map((actor) => world.nodes[actor].group))],
    act: claim.act ? [claim.act] : [],
    modality: [claim.modality],
    measure: claim.measures || [],
    country: [...new Set(actors.map((actor) => world.actors[actor].country).filter(Boolean))],
    publisher: source.publisher ? [source.publisher] : [],
    document: [source.id],
  };
});
const WHEN = /^(19|20)\d\d(-(0[1-9]|1[0-2])(-[0-3]\d)?)?$/;
const months = world.claims.map((claim) => (WHEN.test(claim.when || "") ? claim.when.slice(0, 7) : "")); /* or a year */
const stateNames = new Map(world.actors.filter((actor) => actor.country).map((actor) => [actor.country, actor.state]));
const known = new Map(FACETS.map((name) => [name, new Set(facts.flatMap((fact) => fact[name]))]));
const valuesOf = (name) => known.get(name);
const wordsFor = {
  state: (key) => stateLook.get(key).words, kind: (key) => kindLook.get(key).words,
  act: (key) => world.acts[key], modality: (key) => world.modalities[key], measure: (key) => world.measures[key],
  country: (key) => stateNames.get(key), publisher: (key) => key, document: (key) => titles.get(key),
};
const titles = new Map(world.documents.map((source) => [source.id, source.title || source.id]));

const shownKind = (number) => !view.hidden.get("kind").has(world.nodes[number].group);
const someOf = (numbers, test) => !numbers || !numbers.length || numbers.some(test);
const bothSides = (claim, test) => someOf(claim.from, test) && someOf(claim.to, test);
const inWindow = (month) =>
  (!view.from || month >= view.from.slice(0, month.length)) && (!view.to || month <= view.to.slice(0, month.length));
const inTimes = (number) => {
  if (!months[number]) return view.undated;
  return (view.published || Boolean(world.claims[number].date)) && inWindow(months[number]);
};
const chosenOnly = (name) => (number) => !view.only.get(name).size || facts[number][name].some((key) => view.only.get(name).has(key));
const TESTS = new Map([
  ["state", (number) => !view.hidden.get("state").has(world.claims[number].state)],
  ["kind", (number) => bothSides(world.claims[number], shownKind)],
  ...FACETS.map((name) => [name, chosenOnly(name)]),
  ["sure", (number) => Math.round(world.claims[number].confidence * 100) >= view.sure],
  ["time", inTimes],
  ["around", (number) => !nearby || bothSides(world.claims[number], (actor) => nearby.has(actor))],
]);

let nearby = null; /* the actors of an isolated neighbourhood */
let passing = { list: [], all: new Set(), counts: new Map(), timed: [] };
let drawn = { nodes: [], edges: [], living: [], communities: new Map() };

/* One pass: a claim counts for a choice if no test but that choice's own keeps it away. */
function sift() {
  nearby = view.around.length ? reach(view.around) : null;
  const list = [], counts = new Map([...HIDES, ...FACETS].map((name) => [name, new Map()])), timed = [];
  for (let number = 0; number < world.claims.length; number++) {
    const failed = failing(number);
    if (failed === "many") continue;
    if (!failed) list.push(number);
    if (!failed || failed === "time") timed.push(number);
    for (const [name, found] of counts) if (!failed || failed === name)
      for (const key of facts[number][name]) found.set(key, (found.get(key) || 0) + 1);
  }
  passing = { list, all: new Set(list), counts, timed };
}
function failing(number) {
  let failed = "";
  for (const [name, test] of TESTS) if (!test(number)) {
    if (failed) return "many";
    failed = name;
  }
  return failed;
}
function reach(centres) {
  const found = new Set(centres);
  for (const edge of world.edges) {
    if (centres.includes(edge.from)) found.add(edge.to);
    if (centres.includes(edge.to)) found.add(edge.from);
  }
  return found;
}
const narrowed = () => view.sure || view.from || view.to || !view.published || !view.undated || view.around.length
  || [...view.hidden.values(), ...view.only.values()].some((keys) => keys.size);
function clearFilters() {
  change((shown) => {
    const { hidden, only, sure, from, to, published, undated, around } = blank();
    Object.assign(shown, { hidden, only, sure, from, to, published, undated, around });
  }, "Filters cleared");
}

/* ---- what is drawn ---- */

const inScope = (number) => view.everything || Boolean(world.nodes[number].first) || Boolean(nearby);
const mayShow = (number) => shownKind(number) && (!nearby || nearby.has(number));
const groupNames = new Map([
  ["country", (actor) => actor.state],
  ["community", (actor) => (actor.community ? world.communities[actor.community - 1] : "")],
]);
const standIn = new Map([["country", standIns((actor) => actor.state)], ["community", standIns((actor) => actor.community)]]);

/* For each actor the one that stands for its group: of a country the country itself, else the leading actor. */
function standIns(groupOf) {
  const lead = new Map();
  const rank = (number) => (world.nodes[number].label === groupOf(world.actors[number]) ? 1000 : 0) + world.nodes[number].size;
  world.actors.forEach((actor, number) => {
    const group = groupOf(actor);
    if (group && (!lead.has(group) || rank(number) > rank(lead.get(group)))) lead.set(group, number);
  });
  return world.actors.map((actor, number) => lead.get(groupOf(actor)) ?? number);
}
const leadOf = (number) => standIn.get(view.grouped)[number];
const groupName = (number) => (view.grouped && groupNames.get(view.grouped)(world.actors[number])) || "";
const opened = (number) => Boolean(groupName(number)) && view.opened.includes(leadOf(number));
const folded = (number) => Boolean(groupName(number)) && !opened(number);
const symbolOf = (number) => (folded(number) ? leadOf(number) : number);
const shownLabel = (number) => (folded(number) ? groupName(number) : label(number));
const membersOf = (number) => (folded(number)
  ? world.actors.map((_, place) => place).filter((place) => leadOf(place) === leadOf(number)) : [number]);
/* What stands for a country looks like one, whoever lends it its place. */
const shownGroup = (number) => (view.grouped === "country" && folded(number) ? "Country" : symbol(number).group);

/* Lines whose claims pass, wherever they lie; `claims` are those that do. */
function livingEdges() {
  return world.edges.filter((edge) => mayShow(edge.from) && mayShow(edge.to))
    .map((edge) => ({ ...edge, claims: edge.claims.filter((number) => passing.all.has(number)) }))
    .filter((edge) => edge.claims.length).map((edge) => ({ ...edge, value: edge.claims.length }));
}
function derive() {
  const living = livingEdges();
  const alive = new Set(living.flatMap((edge) => [edge.from, edge.to]));
  world.actors.forEach((actor, number) => {
    if (mayShow(number) && (actor.claims || []).some((claim) => passing.all.has(claim))) alive.add(number);
  });
  const scope = [...alive].filter(inScope);
  const nodes = [...new Set(scope.map(symbolOf))].sort((a, b) => a - b);
  const communities = view.grouped === "community" ? gathered(scope.filter(folded)) : new Map();
  const scoped = living.filter((edge) => inScope(edge.from) && inScope(edge.to));
  drawn = { nodes: nodes.map((number) => communities.get(number) || world.nodes[number]),
    edges: view.grouped ? merged(scoped) : scoped, living, communities };
  partSymbols([...communities.values()]);
}
/* What stands for a community: amid its members, as large as they are many, of no kind. */
function gathered(numbers) {
  const members = new Map();
  for (const number of numbers) {
    if (!members.has(leadOf(number))) members.set(leadOf(number), []);
    members.get(leadOf(number)).push(number);
  }
  const most = [...members.values()].reduce((large, held) => Math.max(large, held.length), 1);
  return new Map([...members].map(([lead, held]) => {
    const [x, y] = [0, 1].map((axis) => held.reduce((sum, number) => sum + at(world.nodes[number])[axis], 0) / held.length);
    const size = 7 + 35 * Math.sqrt(held.length / most);
    return [lead, { ...world.nodes[lead], x, y, first: null, group: COMMUNITY, size, members: held.length }];
  }));
}
const CROWDED = 150, CLEAR = 1.3; /* so many symbols step aside, until they are so much of their sizes apart */
function partSymbols(symbols) {
  if (symbols.length > CROWDED) return;
  const room = CLEAR * growthAt(afar().scale).symbols;
  for (let round = 0; round < 60; round++) stepAside(symbols, room);
}
function stepAside(symbols, room) {
  symbols.forEach((one, place) => symbols.slice(place + 1).forEach((other) => {
    const [dx, dy] = [other.x - one.x, other.y - one.y], far = Math.hypot(dx, dy) || 1;
    const missing = Math.max(0, (one.size + other.size) * room - far) / 2;
    const [x, y] = [((dx || 1) / far) * missing, (dy / far) * missing];
    Object.assign(one, { x: one.x - x, y: one.y - y });
    Object.assign(other, { x: other.x + x, y: other.y + y });
  }));
}
const symbol = (number) => drawn.communities.get(number) || world.nodes[number];
function merged(living) {
  const found = new Map();
  for (const edge of living) {
    const [from, to] = [symbolOf(edge.from), symbolOf(edge.to)];
    if (from === to) continue;
    const key = [from, to, edge.state].join(" ");
    if (!found.has(key)) found.set(key, { id: "g " + key, from, to, state: edge.state, claims: new Set() });
    edge.claims.forEach((number) => found.get(key).claims.add(number));
  }
  return bent([...found.values()].map((edge) => ({ ...edge, claims: [...edge.claims], value: edge.claims.size })));
}
/* Strands between the same two spread over both sides of the straight line. */
function bent(edges) {
  const between = new Map();
  for (const edge of edges) {
    const key = Math.min(edge.from, edge.to) + " " + Math.max(edge.from, edge.to);
    between.set(key, [...(between.get(key) || []), edge]);
  }
  for (const strands of between.values()) strands.forEach((edge, place) => {
    const bend = (place - (strands.length - 1) / 2) * 0.2;
    if (bend) edge.bend = edge.from < edge.to ? bend : -bend;
  });
  return edges;
}
