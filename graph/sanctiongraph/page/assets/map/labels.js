/* Labels keep their size on the screen; where two would collide, the more important one is written. */
const wrapped = new Map();
const widths = new Map();

/* What fits of labels and marks on lines, in pixels of a screen whose origin is the map's own. */
function placed(pen, scale, screen) {
  const taken = new Map();
  const near = highlighted();
  const labels = [], marks = [];
  const visible = labelOrder.filter((node) => inside(spot(node).map((value) => value * scale), screen));
  /* The leading actors are named first, over lesser symbols if need be; then all others. */
  for (const few of [visible.slice(0, 12), visible.slice(12, 400)]) {
    for (const node of few) occupySymbol(taken, node, scale);
    for (const node of few) {
      if (labels.length >= 200 || (near && !near.has(node.id))) continue;
      const found = placedLabel(pen, node, scale, taken, screen);
      if (found) labels.push(found);
    }
  }
  for (const edge of markedEdges.filter((one) => standsOut(one) && stretch(one) * scale > 60).slice(0, 150)) {
    const [x, y] = middle(edge).map((value) => value * scale);
    if (claimRoom(taken, [x - 8, y - 8, x + 8, y + 8])) marks.push({ edge, x, y, words: markOf(edge) });
  }
  return { labels, marks };
}
const inside = ([x, y], [left, top, right, bottom]) => x > left && x < right && y > top && y < bottom;
function occupySymbol(taken, node, scale) {
  const [x, y] = spot(node), half = sizeOf(node) * scale;
  occupy(taken, [x * scale - half, y * scale - half, x * scale + half, y * scale + half]);
}
function placedLabel(pen, node, scale, taken, screen) {
  const look = labelLook(node);
  const rows = lines(node);
  const key = rows.join("\n") + look.pixels;
  if (!widths.has(key)) {
    pen.font = look.weight + " " + look.pixels + "px " + colours.sans;
    widths.set(key, Math.max(...rows.map((row) => pen.measureText(row).width)));
  }
  const wide = widths.get(key);
  const place = room(node, scale, [wide, rows.length * look.pixels * 1.18], taken, screen);
  return place && { node, rows, ...look, x: place[0], top: place[1] };
}
const labelLook = (node) => ({ pixels: node.size > 18 ? 14.5 : node.size > 12 ? 13 : 11.5, weight: node.size > 18 ? "600" : "400" });
function lines(node) {
  const words = shownLabel(node.id);
  if (!wrapped.has(words)) wrapped.set(words, wrap(words, node.size > 18 ? 3 : 2));
  return wrapped.get(words);
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
/* The first free place for a label: below the symbol, above it, right or left; [middle, top]. */
function room(node, scale, [wide, high], taken, screen) {
  const [x, y] = spot(node).map((value) => value * scale);
  const far = sizeOf(node) * scale + 3, aside = far + wide / 2 + 2;
  const places = [[x, y + far], [x, y - far - high], [x + aside, y - high / 2], [x - aside, y - high / 2],
    [x + wide / 3, y + far], [x - wide / 3, y + far], [x + wide / 3, y - far - high], [x - wide / 3, y - far - high]];
  return places.find(([cx, top]) => {
    const rect = [cx - wide / 2 - 2, top, cx + wide / 2 + 2, top + high];
    return inside(rect, screen) && inside(rect.slice(2), screen) && claimRoom(taken, rect);
  });
}
/* Space in cells of 60 pixels: true, and the space is taken, if nothing is there yet. */
function claimRoom(taken, rect) {
  const cells = cellsOf(rect);
  for (const cell of cells)
    for (const other of taken.get(cell) || [])
      if (rect[0] < other[2] && rect[2] > other[0] && rect[1] < other[3] && rect[3] > other[1]) return false;
  occupy(taken, rect, cells);
  return true;
}
function cellsOf(rect) {
  const cells = [];
  for (let i = Math.floor(rect[0] / 60); i <= Math.floor(rect[2] / 60); i++)
    for (let j = Math.floor(rect[1] / 60); j <= Math.floor(rect[3] / 60); j++) cells.push(i + ":" + j);
  return cells;
}
function occupy(taken, rect, cells) {
  for (const cell of cells || cellsOf(rect)) {
    if (taken.has(cell)) taken.get(cell).push(rect);
    else taken.set(cell, [rect]);
  }
}

/* What stands on a line: its number of claims, and a cross where the text denies it. */
function markOf(edge) {
  if (MINOR.has(edge.state)) return "";
  return [edge.state === "refused" ? "✕" : "", edge.value > 1 ? edge.value : ""].filter(Boolean).join(" ");
}
function stretch(edge) {
  const [ax, ay] = spot(world.nodes[edge.from]), [bx, by] = spot(world.nodes[edge.to]);
  return Math.hypot(bx - ax, by - ay);
}
/* The point that bends a line, as vis-network has it: a quadratic curve; nothing for a straight one. */
function support(edge) {
  if (!edge.bend) return null;
  const [ax, ay] = spot(world.nodes[edge.from]), [bx, by] = spot(world.nodes[edge.to]);
  const half = edge.bend * 0.5 + (edge.bend > 0 ? 0.5 : -0.5);
  const far = Math.abs(half) * Math.hypot(bx - ax, by - ay);
  const angle = Math.atan2(ay - by, bx - ax) + (edge.bend > 0 ? half : edge.bend * 0.5 + 0.5) * Math.PI;
  return [ax + far * Math.sin(angle), ay + far * Math.cos(angle)];
}
function middle(edge) {
  const [ax, ay] = spot(world.nodes[edge.from]), [bx, by] = spot(world.nodes[edge.to]);
  const via = support(edge);
  return via ? [ax / 4 + via[0] / 2 + bx / 4, ay / 4 + via[1] / 2 + by / 4] : [(ax + bx) / 2, (ay + by) / 2];
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
  pen.font = "600 " + (edge.state === "refused" ? 15 : 12) + "px " + colours.sans;
  pen.fillStyle = colours.state[edge.state];
  pen.lineWidth = 5;
  pen.strokeText(words, x, y);
  pen.fillText(words, x, y);
}
