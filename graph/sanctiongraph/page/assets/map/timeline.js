/* The strip of months: what is done and what is only planned or threatened, and the window that is shown. */
const STATED = new Set(["imposed", "relieved"]);
const WIDE = 1000, HIGH = 40; /* of the strip's own units */
const STRAY = 20; /* one claim in so many may be earlier than the strip, which a stray date must not squeeze */
const named = months.filter(Boolean).map((month) => (month.length === 4 ? [month + "-01", month + "-12"] : [month, month])).flat().sort();
const calendar = monthsBetween(named[Math.floor(named.length / STRAY)], named[named.length - 1]);
const earliest = named[0] < calendar[0] ? "before " : ""; /* what the strip's first month also stands for */
let playing = 0;

function monthsBetween(first, last) {
  const found = [];
  for (let month = first; month && month <= last; month = monthAfter(month)) found.push(month);
  return found;
}
function monthAfter(month) {
  const [year, number] = month.split("-").map(Number);
  return number === 12 ? year + 1 + "-01" : year + "-" + String(number + 1).padStart(2, "0");
}
const monthNumber = (month) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
/* Sanction actions by month, done and not done; one of a whole year is spread over its months. */
function heights() {
  const found = calendar.map(() => [0, 0]);
  for (const number of passing.timed) {
    const claim = world.claims[number], month = months[number];
    if (claim.type !== "action" || !month) continue;
    const year = month.length === 4;
    const first = monthNumber(year ? month + "-01" : month) - monthNumber(calendar[0]);
    for (let step = 0; step < (year ? 12 : 1); step++) found[Math.max(0, first + step)][STATED.has(claim.state) ? 0 : 1] += year ? 1 / 12 : 1;
  }
  return found;
}

function timeline() {
  byId("time").hidden = calendar.length < 2;
  if (calendar.length < 2) return;
  const [first, last] = windowPlaces();
  drawStrip(heights(), first, last);
  for (const [id, place, word] of [["time-from", first, "from"], ["time-to", last, "until"]]) {
    byId(id).value = place;
    byId(id).setAttribute("aria-valuetext", word + " " + (id === "time-from" && !place ? earliest : "") + calendar[place]);
  }
  byId("time-said").textContent = (view.from || earliest + calendar[first]) + " – " + (view.to || calendar[last]) + (view.from || view.to ? "" : ", all");
  const dated = passing.timed.filter((number) => months[number] && inWindow(months[number]));
  byId("published-n").textContent = plural(dated.filter((number) => !world.claims[number].date).length, "claim", "claims");
  byId("undated-n").textContent = plural(passing.timed.filter((number) => !months[number]).length, "claim", "claims");
  byId("published").checked = view.published;
  byId("undated").checked = view.undated;
}
function windowPlaces() {
  const place = (month, otherwise) => {
    if (!month) return otherwise;
    const found = calendar.findIndex((one) => one >= month);
    return found < 0 ? calendar.length - 1 : found;
  };
  return [place(view.from, 0), place(view.to, calendar.length - 1)];
}
function drawStrip(bars, first, last) {
  const most = Math.max(1, ...bars.map(([done, open]) => done + open)) * 1.06;
  const wide = WIDE / bars.length, thick = Math.max(wide * 0.82, 0.6);
  const rect = (name, place, low, value) => drawing("rect", { class: name, x: (place * wide).toFixed(2), width: thick.toFixed(2),
    y: (HIGH - ((low + value) / most) * HIGH).toFixed(2), height: ((value / most) * HIGH).toFixed(2) });
  const shapes = bars.flatMap(([done, open], place) => {
    const out = place < first || place > last ? " out" : "";
    return [done ? rect("done" + out, place, 0, done) : null, open ? rect("open" + out, place, done, open) : null];
  });
  byId("strip").replaceChildren(...shapes.filter(Boolean));
}
/* The window from month to month; the whole of the calendar is no limit. */
function setWindow(first, last, words) {
  const [low, high] = [Math.min(first, last), Math.max(first, last)];
  change((shown) => {
    shown.from = low > 0 ? calendar[low] : "";
    shown.to = high < calendar.length - 1 ? calendar[high] : "";
  }, words || calendar[low] + " to " + calendar[high], "time");
}

/* Playing moves the end of the window on; for who wants no motion, one press is one step. */
function play() {
  if (playing) { stop(); return; }
  const [first, last] = windowPlaces();
  let end = last >= calendar.length - 1 ? first : last;
  const step = Math.max(1, Math.round((calendar.length - first) / 60));
  const on = () => {
    end = Math.min(end + step, calendar.length - 1);
    setWindow(first, end);
    if (end >= calendar.length - 1) stop();
  };
  if (calm()) { on(); return; }
  setWindow(first, end);
  playing = setInterval(on, 500);
  playLabel();
}
function stop() {
  clearInterval(playing);
  playing = 0;
  gesture = "";
  playLabel();
}
function playLabel() {
  byId("play").textContent = playing ? "Stop" : calm() ? "Next step" : "Play";
}
function wireTimeline() {
  for (const id of ["time-from", "time-to"]) {
    byId(id).max = Math.max(calendar.length - 1, 0);
    byId(id).addEventListener("input", () => { if (playing) stop(); setWindow(Number(byId("time-from").value), Number(byId("time-to").value)); });
  }
  for (const [id, words] of [["published", "Claims dated by their document"], ["undated", "Claims without a date"]])
    byId(id).addEventListener("change", () => change((shown) => { shown[id] = byId(id).checked; }, words + (byId(id).checked ? " shown" : " hidden")));
  byId("play").addEventListener("click", play);
  matchMedia("(prefers-reduced-motion: reduce)").addEventListener("change", stop);
  playLabel();
}
