/* A claim as a card: who, what, whom, the sentence with its roles marked, where it stands, how sure. */
const MANY = 50; /* claims shown at once in a section */
const ROLES = new Map([["trigger", "the act"], ["imposer", "who acts"], ["target", "whom it is about"], ["date", "when"],
  ["grounds", "why"], ["source", "who says so"]]);

function claimCard(number) {
  const claim = world.claims[number];
  return element("article", { class: "claim edge-" + claim.state },
    headline(claim), quotes(claim), details(claim), origin(claim), citing(claim));
}
function headline(claim) {
  const when = element("div", { class: "when" }, text("span", "", claim.date || undated(claim)), text("span", "badge", realWords(claim)));
  return element("div", {}, when, element("div", { class: "head" }, ...sentenceParts(claim)));
}
/* Who does what to whom, with buttons for the names. */
function sentenceParts(claim) {
  const action = claim.type === "action";
  const from = nameButtons(claim.from, action ? "somebody not named" : "");
  const to = nameButtons(claim.to, action ? "a target not named" : "");
  if (claim.type !== "tenure") return [...from, " ", claim.what, " ", ...to];
  return [...from, ", ", claim.what, ...(to.length ? [", ", ...to] : [])];
}
function nameButtons(numbers, unknown) {
  if (!numbers || !numbers.length) return unknown ? [text("em", "", unknown)] : [];
  const last = numbers.length - 1;
  return numbers.flatMap((number, place) => (place === last ? [nameButton(number)] : [element("span", { class: "listed" }, nameButton(number), ","), " "]));
}
const nameButton = (number) => element("button", { class: "name", type: "button", click: () => chooseNode(number, true) }, label(number));
function undated(claim) {
  const published = world.documents[claim.document].date;
  return published ? "undated, published " + published : "undated";
}
function quotes(claim) {
  return element("div", {}, ...(claim.quotes || []).map((quote) =>
    element("blockquote", {}, "“", ...quote.map((piece) => (typeof piece === "string" ? piece
      : element("mark", { class: piece[0], title: ROLES.get(piece[0]) }, piece[1]))), "”")));
}
function details(claim) {
  const rows = [
    ["Measures", measureWords(claim).join(", ")],
    ["Targets", claim.count ? plural(claim.count, "target", "targets") : ""],
    ["Dated", claim.dateText && claim.dateText !== claim.date ? "“" + claim.dateText + "”" : ""],
    ["Grounds", claim.grounds],
    ["According to", claim.attribution],
    ["Confidence", confidence(claim) + (claim.reasons ? ": " + claim.reasons.join("; ") : "")],
  ];
  return element("dl", {}, ...rows.filter((row) => row[1]).flatMap(([name, value]) => [text("dt", "", name), text("dd", "", value)]));
}
function origin(claim) {
  const source = world.documents[claim.document];
  const rest = [source.publisher, source.date, source.title ? source.id : ""].filter(Boolean).join(" · ");
  return element("p", { class: "source" }, sourceLink(source), rest ? " · " + rest : "");
}
function sourceLink(source) {
  const shown = source.title || source.id;
  const href = webAddress(source);
  return href ? element("a", { href, target: "_blank", rel: "noopener noreferrer" }, shown) : text("span", "isolated", shown);
}

/* ---- citing ---- */

function citing(claim) {
  const button = quiet("Copy as citation", () => copy(citation(claim), button, "Citation"));
  return element("p", { class: "cite" }, button);
}
function citation(claim) {
  const source = world.documents[claim.document];
  const quote = (claim.quotes || []).map((one) => "“" + sentenceOf(one) + "”").join(" ");
  const where = [source.publisher, source.title && "“" + source.title + "”", source.date, webAddress(source), "document " + source.id];
  const said = [namesOf(claim.from) || "not named", claim.what, namesOf(claim.to)].filter(Boolean).join(claim.type === "tenure" ? ", " : " ");
  return quote + " — " + where.filter(Boolean).join(", ") + ". Read as: " + said + " (" + realWords(claim) + ", confidence " + confidence(claim) + ").";
}
/* To the clipboard; where that is not allowed, into a field with the text selected. */
async function copy(words, button, what) {
  try {
    await navigator.clipboard.writeText(words);
    say(what + " copied");
    const before = button.textContent;
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = before; }, 2000);
  } catch (refusal) {
    const field = element("textarea", { class: "copied", readonly: "", rows: "4", "aria-label": what + ", to be copied" });
    field.value = words;
    button.replaceWith(field);
    field.focus();
    field.select();
    say(what + " selected; press Control and C to copy it (" + (refusal.name || "no clipboard") + ")");
  }
}

/* ---- sections of claims ---- */

function stateSymbol(state) {
  const svg = document.querySelector('[data-state="' + state + '"] svg');
  return svg ? svg.cloneNode(true) : null;
}
function section(title, claims, state) {
  if (!claims.length) return [];
  const head = element("h3", {}, state ? stateSymbol(state) : null, title, text("span", "n", count(claims.length)));
  const sorted = claims.slice().sort(inTime);
  return [head, ...sorted.slice(0, MANY).map(claimCard), sorted.length > MANY ? restOf(sorted.slice(MANY)) : null];
}
function restOf(claims) {
  const more = quiet(plural(claims.length, "more claim", "more claims"), () => {
    const cards = claims.map(claimCard);
    more.replaceWith(...cards);
    focusOn(cards[0]);
  });
  return more;
}
