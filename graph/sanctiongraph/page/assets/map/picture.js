/* The view as a picture: PNG from the canvas, SVG drawn anew from the same places, colours and labels. */
const UNFIT = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const fitting = (words) => words.replace(UNFIT, "\ufffd"); /* what XML can't hold */
const rounded = (value) => Math.round(value * 10) / 10;

function pngOfView(save) {
  const seen = byId("network").querySelector("canvas");
  const sheet = element("canvas", { width: seen.width, height: seen.height });
  const pen = sheet.getContext("2d");
  pen.fillStyle = colours.ground;
  pen.fillRect(0, 0, sheet.width, sheet.height);
  pen.drawImage(seen, 0, 0);
  sheet.toBlob(save, "image/png");
}

function sheetOfView() {
  const scale = network.getScale();
  const box = byId("network").getBoundingClientRect();
  const low = network.DOMtoCanvas({ x: 0, y: 0 });
  const [left, top, wide, high] = [low.x * scale, low.y * scale, box.width, box.height].map(rounded);
  const { labels, marks } = placed(document.createElement("canvas").getContext("2d"), scale, [left, top, left + wide, top + high]);
  const near = highlighted();
  return drawing("svg", { xmlns: SVG, viewBox: [left, top, wide, high].join(" "), width: wide, height: high, "font-family": colours.sans, role: "img" },
    drawing("title", {}, fitting(document.title)),
    drawing("rect", { x: left, y: top, width: wide, height: high, fill: colours.ground }),
    drawing("g", { fill: "none" }, ...drawn.edges.map((edge) => lineShape(edge, scale))),
    drawing("g", { stroke: colours.ground, "stroke-width": rounded(1.5 * scale) }, ...drawn.nodes.map((node) => nodeShape(node, scale, near))),
    drawing("g", { "text-anchor": "middle", "paint-order": "stroke", stroke: colours.ground, "stroke-width": 4, "stroke-linejoin": "round", fill: colours.ink },
      ...labels.flatMap(labelShapes), ...marks.map(markShape)));
}
const svgOfView = () => '<?xml version="1.0" encoding="UTF-8"?>\n' + new XMLSerializer().serializeToString(sheetOfView()) + "\n";

/* On paper the drawing stands for the canvas, which would be blurred and drawn out, in colours for paper. */
function toPaper(on) {
  document.documentElement.classList.toggle("paper", on);
  document.querySelectorAll(".sheet").forEach((sheet) => sheet.remove());
  colours = readColours();
  if (!on || view.table) return;
  const sheet = sheetOfView();
  sheet.setAttribute("class", "sheet");
  byId("map").append(sheet);
}
/* A line from the rim of one symbol to the rim of the other, with its end drawn out. */
function lineShape(edge, scale) {
  const look = stateLook.get(edge.state);
  const [from, to] = [edge.from, edge.to].map(symbol);
  const [a, b, via] = [spot(from), spot(to), support(edge)].map((place) => place && place.map((value) => value * scale));
  const start = towards(a, via || b, sizeOf(from) * scale), end = towards(b, via || a, sizeOf(to) * scale + (look.arrow ? 2 : 0));
  const colour = colours.state[edge.state];
  const width = rounded(lineWidth(edge) * grow.lines * scale) || 0.5;
  const path = drawing("path", { d: "M" + point(start) + (via ? "Q" + point(via) + " " : "L") + point(end), stroke: colour, "stroke-width": width });
  if (look.dashes.length) path.setAttribute("stroke-dasharray", look.dashes.map((dash) => rounded(dash * grow.lines * scale)).join(" "));
  const head = look.arrow && headFor(edge, lineWidth(edge) * grow.lines, 0.65) ? drawing("path", { d: headShape(end, via || a, look.arrow, 6 + width * 1.5), ...(look.arrow === "bar" ? { stroke: colour, "stroke-width": 2 } : { fill: colour }) }) : "";
  return drawing("g", { opacity: standsOut(edge) ? 0.9 : 0.1 }, path, ...(head ? [head] : []));
}
const point = ([x, y]) => rounded(x) + " " + rounded(y);
function towards([x, y], [tx, ty], far) {
  const length = Math.hypot(tx - x, ty - y) || 1;
  return [x + ((tx - x) / length) * far, y + ((ty - y) / length) * far];
}
function headShape([x, y], [fx, fy], kind, size) {
  const length = Math.hypot(x - fx, y - fy) || 1;
  const [dx, dy] = [((x - fx) / length) * size, ((y - fy) / length) * size];
  if (kind === "circle") {
    const far = size * 0.4, [cx, cy] = towards([x, y], [fx, fy], far);
    return "M" + point([cx - far, cy]) + ["A" + rounded(far), rounded(far), "0 1 0", point([cx + far, cy])].join(" ") + ["A" + rounded(far), rounded(far), "0 1 0", point([cx - far, cy])].join(" ") + "Z";
  }
  if (kind === "bar") return "M" + point([x - dy * 0.6, y + dx * 0.6]) + "L" + point([x + dy * 0.6, y - dx * 0.6]);
  return "M" + point([x, y]) + "L" + point([x - dx - dy * 0.45, y - dy + dx * 0.45]) + "L" + point([x - dx + dy * 0.45, y - dy - dx * 0.45]) + "Z";
}
function nodeShape(node, scale, near) {
  const [x, y] = spot(node).map((value) => value * scale), half = sizeOf(node) * scale;
  const paint = { fill: colours.kind[shownGroup(node.id)], opacity: !near || near.has(node.id) ? 1 : 0.18 };
  const { outline } = kindLook.get(shownGroup(node.id));
  if (!outline) return drawing("circle", { cx: rounded(x), cy: rounded(y), r: rounded(half), ...paint });
  const corners = outline.split(" ").map((corner) => corner.split(",").map(Number));
  return drawing("polygon", { points: corners.map(([cx, cy]) => rounded(x + ((cx - 10) / 9) * half) + "," + rounded(y + ((cy - 10) / 9) * half)).join(" "), ...paint });
}
const labelShapes = ({ rows, pixels, weight, x, top }) => rows.map((row, number) => drawing("text",
  { x: rounded(x), y: rounded(top + pixels * (0.85 + number * 1.18)), "font-size": pixels, "font-weight": weight }, fitting(row)));
const markShape = ({ edge, x, y, words }) => drawing("text",
  { x: rounded(x), y: rounded(y + 4), "font-size": markPixels(edge), "font-weight": 600, fill: colours.ink }, words);
