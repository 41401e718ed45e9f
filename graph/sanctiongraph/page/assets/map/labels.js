/* Labels keep their size on the screen; where two would collide, the more important one is written. */
const wrapped = new Map();
const widths = new Map();

const LEADING = 12e-6; /* actors for each square pixel that are named over lesser symbols, if need be */
const LONG = 36; /* letters of a label in a single row */
const CELL = 8; /* pixels; in cells of this size a label knows the lines that it would cover */

/* What fits of labels and marks on lines, in pixels of a screen whose origin is the map's own. */
function placed(pen, scale, screen) {
  const taken = new Map();
  const near = highlighted();
  const labels = [], marks = [];
  const chosen = new Set([view.node, ...(view.pair || view.path || [])].filter((number) => number !== null).map(symbolOf));
  const ordered = [...labelOrder.filter((node) => chosen.has(node.id)), ...labelOrder.filter((node) => !chosen.has(node.id))];
  const visible = ordered.filter((node) => inside(spot(node).map((value) => value * scale), screen)).slice(0, 1500);
  const crossed = crossedCells(scale);
  for (const node of visible) occupySymbol(taken, node, scale);
  const leading = (screen[2] - screen[0]) * (screen[3] - screen[1]) * LEADING;
  visible.slice(0, 400).forEach((node, rank) => {
    if (labels.length >= 200 || (near && !near.has(node.id))) return;
    const found = placedLabel(pen, node, scale, { taken, screen, crossed, leads: rank < leading, must: chosen.has(node.id) });
    if (found) labels.push(found);
  });
  for (const edge of markedEdges.filter((one) => standsOut(one) && stretch(one) * scale > 60).slice(0, 150)) {
    const found = placedMark(edge, scale, taken);
    if (found) marks.push(found);
  }
  return { labels, marks };
}
const inside = ([x, y], [left, top, right, bottom]) => x > left && x < right && y > top && y < bottom;
function occupySymbol(taken, node, scale) {
  const [x, y] = spot(node), half = sizeOf(node) * scale;
  occupy(taken, [x * scale - half, y * scale - half, x * scale + half, y * scale + half, node.size <= 12]);
}
/* The cells that lines go through which say who sanctions whom; of many lines none. */
function crossedCells(scale) {
  const found = new Set();
  if (drawn.edges.length > FEW / 4) return found;
  for (const edge of drawn.edges) if (!MINOR.has(edge.state)) {
    const steps = Math.min(60, Math.ceil((stretch(edge) * scale) / CELL));
    for (let step = 1; step < steps; step++) {
      const [x, y] = along(edge, step / steps);
      found.add(cellAt(Math.floor((x * scale) / CELL), Math.floor((y * scale) / CELL)));
    }
  }
  return found;
}
const cellAt = (i, j) => i * 100_003 + j;
function crossings([left, top, right, bottom], crossed) {
  let number = 0;
  for (let i = Math.floor(left / CELL); i <= Math.floor(right / CELL); i++)
    for (let j = Math.floor(top / CELL); j <= Math.floor(bottom / CELL); j++) if (crossed.has(cellAt(i, j))) number++;
  return number;
}
/* Where a line's mark finds room: in its middle, or a little beside it. */
function placedMark(edge, scale, taken) {
  const words = markOf(edge), half = 4 + 4 * words.length;
  for (const part of [0.5, 0.4, 0.6, 0.3, 0.7]) {
    const [x, y] = along(edge, part).map((value) => value * scale);
    if (claimRoom(taken, [x - half, y - 8, x + half, y + 8])) return { edge, x, y, words };
  }
  return null;
}
function placedLabel(pen, node, scale, room) {
  const look = labelLook(node);
  for (const rows of lines(node)) {
    const place = freePlace(node, scale, [widest(pen, rows, look), rows.length * look.pixels * 1.18], room);
    if (place) return { node, rows, ...look, x: place[0], top: place[1] };
  }
  return null;
}
function widest(pen, rows, look) {
  const key = rows.join("\n") + look.pixels;
  if (!widths.has(key)) {
    pen.font = look.weight + " " + look.pixels + "px " + colours.sans;
    widths.set(key, Math.max(...rows.map((row) => pen.measureText(row).width)));
  }
  return widths.get(key);
}
const labelLook = (node) => ({ pixels: node.size > 18 ? 14.5 : node.size > 12 ? 13 : 11.5, weight: node.size > 18 ? "600" : "400" });
/* A label in rows, and in a single one if it is not too long, which finds room where the other doesn't. */
function lines(node) {
  const words = shownLabel(node.id), most = node.size > 18 ? 3 : 2;
  const key = words + most;
  if (!wrapped.has(key)) {
    const rows = wrap(words, most);
    wrapped.set(key, rows.length > 1 && words.length <= LONG ? [rows, [words]] : [rows]);
  }
  return wrapped.get(key);
}
function wrap(words, most) {
  const rows = [""];
  for (const word of words.split(/\s+/)) {
    const row = rows[rows.length - 1];
    if (row && (row + " " + word).length > 20) rows.push(word);
    else rows[rows.length - 1] = row ? row + " " + word : word;
  }
  const cut = rows.slice(0, most).map((row) => (row.length > 22 ? row.slice(0, 21) + "…" : row));
  if (rows.length > most) cut[most - 1] = cut[most - 1].slice(0, 20).replace(/…$/, "") + "…";
  return cut;
}
/* The place for a label that covers the fewest symbols (lesser ones under a leading actor's, any under a chosen one's), then the fewest lines; [middle, top]. */
function freePlace(node, scale, [wide, high], { taken, screen, crossed, leads, must }) {
  const rectAt = ([middle, top]) => [middle - wide / 2 - 2, top - 2, middle + wide / 2 + 2, top + high];
  let best = null, least = Infinity;
  for (const place of [3, ...(leads || must ? [12] : [])].flatMap((gap) => placesAround(node, scale, gap, wide, high))) {
    const rect = rectAt(place);
    if (!inside(rect, screen) || !inside(rect.slice(2), screen)) continue;
    const met = meeting(taken, rect);
    if (met.size && !must && !(leads && [...met].every((other) => other[4]))) continue;
    const cost = met.size * 1000 + crossings(rect, crossed);
    if (cost < least) { best = place; least = cost; }
  }
  if (best) occupy(taken, rectAt(best));
  return best;
}
/* Below the symbol, above it, at its sides, at its corners. */
function placesAround(node, scale, gap, wide, high) {
  const [x, y] = spot(node).map((value) => value * scale);
  const far = sizeOf(node) * scale + gap, aside = far + wide / 2 + 2, slant = far * 0.7;
  const straight = [[x, y + far], [x, y - far - high], [x + aside, y - high / 2], [x - aside, y - high / 2]];
  const shifted = [-1, 1].flatMap((way) => [[x + way * wide / 3, y + far], [x + way * wide / 3, y - far - high],
    [x + way * (slant + wide / 2), y + slant], [x + way * (slant + wide / 2), y - slant - high]]);
  return [...straight, ...shifted];
}
/* What already stands in a space; found by cells of 60 pixels. */
function meeting(taken, rect) {
  const found = new Set();
  for (const cell of cellsOf(rect)) for (const other of taken.get(cell) || [])
    if (rect[0] < other[2] && rect[2] > other[0] && rect[1] < other[3] && rect[3] > other[1]) found.add(other);
  return found;
}
function claimRoom(taken, rect) {
  const free = !meeting(taken, rect).size;
  if (free) occupy(taken, rect);
  return free;
}
function cellsOf(rect) {
  const cells = [];
  for (let i = Math.floor(rect[0] / 60); i <= Math.floor(rect[2] / 60); i++)
    for (let j = Math.floor(rect[1] / 60); j <= Math.floor(rect[3] / 60); j++) cells.push(i + ":" + j);
  return cells;
}
function occupy(taken, rect) {
  for (const cell of cellsOf(rect)) {
    if (taken.has(cell)) taken.get(cell).push(rect);
    else taken.set(cell, [rect]);
  }
}

/* What stands on a line: its number of claims, and a cross where the text denies it. */
function markOf(edge) {
  if (MINOR.has(edge.state)) return "";
  return [edge.state === "refused" ? "✕" : "", edge.value > 1 ? edge.value : ""].filter(Boolean).join(" ");
}
const markPixels = (edge) => (edge.state === "refused" ? 15 : 12);
function stretch(edge) {
  const [ax, ay] = spot(symbol(edge.from)), [bx, by] = spot(symbol(edge.to));
  return Math.hypot(bx - ax, by - ay);
}
/* The point that bends a line, as vis-network has it: a quadratic curve; nothing for a straight one. */
function support(edge) {
  if (!edge.bend) return null;
  const [ax, ay] = spot(symbol(edge.from)), [bx, by] = spot(symbol(edge.to));
  const half = edge.bend * 0.5 + (edge.bend > 0 ? 0.5 : -0.5);
  const far = Math.abs(half) * Math.hypot(bx - ax, by - ay);
  const angle = Math.atan2(ay - by, bx - ax) + (edge.bend > 0 ? half : edge.bend * 0.5 + 0.5) * Math.PI;
  return [ax + far * Math.sin(angle), ay + far * Math.cos(angle)];
}
/* The point at this part of the way along a line. */
function along(edge, part) {
  const [a, b] = [spot(symbol(edge.from)), spot(symbol(edge.to))];
  const via = support(edge) || [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2], rest = 1 - part;
  return [0, 1].map((axis) => rest * rest * a[axis] + 2 * rest * part * via[axis] + part * part * b[axis]);
}

/* Written onto vis-network's canvas, over symbols and lines. */
function writeLabels(pen) {
  const scale = network.getScale();
  const box = byId("network").getBoundingClientRect();
  const low = network.DOMtoCanvas({ x: 0, y: 0 }), high = network.DOMtoCanvas({ x: box.width, y: box.height });
  pen.save();
  pen.scale(1 / scale, 1 / scale);
  pen.textAlign = "center";
  pen.lineJoin = "round";
  pen.strokeStyle = colours.ground;
  const { labels, marks } = placed(pen, scale, [low.x * scale, low.y * scale, high.x * scale, high.y * scale]);
  pen.textBaseline = "top";
  pen.fillStyle = colours.ink;
  for (const one of labels) writeLabel(pen, one);
  pen.textBaseline = "middle";
  for (const one of marks) writeMark(pen, one);
  pen.restore();
}
function writeLabel(pen, { rows, pixels, weight, x, top }) {
  pen.font = weight + " " + pixels + "px " + colours.sans;
  pen.lineWidth = 4;
  rows.forEach((row, number) => {
    pen.strokeText(row, x, top + number * pixels * 1.18);
    pen.fillText(row, x, top + number * pixels * 1.18);
  });
}
function writeMark(pen, { edge, x, y, words }) {
  pen.font = "600 " + markPixels(edge) + "px " + colours.sans;
  pen.lineWidth = 5;
  pen.strokeText(words, x, y);
  pen.fillText(words, x, y);
}
