/* The question in SPARQL that gives the claims which the filter lets pass. */
const FROM = "sg:hasImposer|sg:hasHolder|sg:hasSubject", TO = "sg:hasTarget|sg:isHeldAt|sg:hasObject";
const ESCAPES = new Map([["\\", "\\\\"], ['"', '\\"'], ["\n", "\\n"], ["\r", "\\r"], ["\t", "\\t"], ["\b", "\\b"], ["\f", "\\f"]]);
const RELIEF = ["Ease", "Exempt", "Suspend", "Lift"];
const literal = (words) => '"' + fitting(words).replace(/[\\"\n\r\t\b\f]/g, (found) => ESCAPES.get(found)) + '"';
const termsOf = (keys) => [...keys].sort().map((key) => "sg:" + key);
const literals = (keys, between = " ") => [...keys].sort().map(literal).join(between);

function sparql() {
  const { vocabulary } = world;
  const lines = [...restrictions()].map((line) => "    " + line);
  return Object.keys(vocabulary).sort().map((name) => "PREFIX " + name + ": <" + vocabulary[name] + ">").join("\n") + `

SELECT ?claim ?document ?confidence (SAMPLE(?quote) AS ?sentence)
WHERE {
    ?claim sg:hasModality ?modality ; sg:isNegated ?negated ; sg:confidence ?confidence ; sg:hasEvidence ?evidence .
    ?evidence sg:quote ?quote ; sg:isFromDocument ?source .
    ?source dcterms:identifier ?document .
    OPTIONAL { ?claim sg:hasAct ?act }
    OPTIONAL { ?claim sg:date ?stated }
    OPTIONAL { ?source schema:datePublished ?published }
    BIND (SUBSTR(STR(COALESCE(?stated, ?published, "")), 1, 7) AS ?when)
${lines.join("\n")}${lines.length ? "\n" : ""}}
GROUP BY ?claim ?document ?confidence
ORDER BY ?document ?claim
`;
}
function* restrictions() {
  const { hidden, only } = view;
  if (hidden.get("state").size) yield "FILTER (" + (shownStates().map((key) => STATES_ASKED.get(key)).join(" || ") || "false") + ")";
  if (hidden.get("kind").size) for (const side of [FROM, TO]) yield sideAsked(side, "FILTER EXISTS { ?who a ?kind . FILTER (?kind IN (" + shownKinds() + ")) }");
  if (only.get("act").size) yield "FILTER (?act IN (" + termsOf(only.get("act")).join(", ") + "))";
  if (only.get("modality").size) yield "FILTER (?modality IN (" + termsOf(only.get("modality")).join(", ") + "))";
  if (only.get("measure").size) yield "FILTER EXISTS { VALUES ?measure { " + termsOf(only.get("measure")).join(" ") + " } ?claim sg:hasMeasure ?measure }";
  if (only.get("country").size) yield "FILTER EXISTS { ?claim (" + FROM + "|" + TO + ") ?party . FILTER (" + countryAsked() + ") }";
  if (only.get("publisher").size) yield "FILTER EXISTS { VALUES ?publisher { " + literals(only.get("publisher")) + " } ?source dcterms:publisher ?publisher }";
  if (only.get("document").size) yield "VALUES ?document { " + literals(only.get("document")) + " }";
  if (view.sure) yield "FILTER (?confidence >= " + ((view.sure - 0.5) / 100).toFixed(3) + ")";
  yield* timesAsked();
  if (nearby) for (const side of [FROM, TO]) yield sideAsked(side, "FILTER (" + [...nearby].map(endsLike).join(" || ") + ")");
}
const shownStates = () => [...STATES_ASKED.keys()].filter((key) => !view.hidden.get("state").has(key));
const shownKinds = () => [...kindLook.keys()].filter((key) => !view.hidden.get("kind").has(key)).map((key) => "sg:" + key).join(", ") || "false";
/* What is asked of an actor stands in an EXISTS of its own: a store then begins with the claim's actors, not with all. */
const countryAsked = () => ["sg:countryCode", "sg:hasCountry/sg:countryCode"]
  .map((way) => "EXISTS { ?party " + way + " ?code . FILTER (?code IN (" + literals(view.only.get("country"), ", ") + ")) }").join(" || ");
/* Nobody is named on this side, or somebody of whom this holds. */
const sideAsked = (side, what) => "FILTER (NOT EXISTS { ?claim " + side + " ?any } || EXISTS { ?claim " + side + " ?who . " + what + " })";
/* An actor by the end of its address, whatever the graph's base is. */
function endsLike(number) {
  const path = idOf(number).split("/").map((part) => encodeURIComponent(part).replace(/[!'()*]/g, (sign) => "%" + sign.charCodeAt(0).toString(16).toUpperCase())).join("/");
  return "STRENDS(STR(?who), " + literal("/" + path) + ")";
}
function* timesAsked() {
  const dated = ['?when != ""'];
  if (!view.published) dated.push("BOUND(?stated)");
  if (view.from) dated.push("?when >= SUBSTR(" + literal(view.from) + ", 1, STRLEN(?when))");
  if (view.to) dated.push("?when <= SUBSTR(" + literal(view.to) + ", 1, STRLEN(?when))");
  if (view.undated && dated.length === 1) return;
  yield "FILTER ((" + dated.join(" && ") + ")" + (view.undated ? ' || ?when = ""' : "") + ")";
}
const STATES_ASKED = statesAsked();
function statesAsked() {
  const relief = "?act IN (" + RELIEF.map((act) => "sg:" + act).join(", ") + ")";
  const scales = [[["imposed", "planned", "possible"], "BOUND(?act) && !(" + relief + ")"], [["relieved", "relief-planned", "relief-possible"], "BOUND(?act) && " + relief]];
  const real = ["?modality = sg:Actual", "?modality = sg:Planned", "?modality NOT IN (sg:Actual, sg:Planned)"];
  const found = new Map(scales.flatMap(([states, acts]) => states.map((state, place) => [state, "(!?negated && " + acts + " && " + real[place] + ")"])));
  found.set("refused", "?negated");
  found.set("office", "(!?negated && EXISTS { ?claim a sg:Tenure })");
  return found.set("relation", "(!?negated && EXISTS { ?claim a sg:Relationship })");
}
