// The drawing: graphology holds accounts and ties, sigma draws them with WebGL; positions come with the data.

import { MultiGraph } from "graphology";
import Sigma from "sigma";
import { createNodeBorderProgram } from "@sigma/node-border";
import { NodeSquareProgram } from "@sigma/node-square";
import { otherEnd } from "./book.js";
import { button, el, fill } from "./dom.js";
import { FILTERS, shownTies } from "./state.js";
import { readColours, seeThrough } from "./theme.js";
import { number as counted } from "./words.js";

const SHAPES = ["square", "circle", "ring", "ring"];
const SIZES = [1.15, 1, 1, 0.8];
const RingProgram = createNodeBorderProgram({
  borders: [
    { size: { value: 0.35 }, color: { attribute: "color" } },
    { size: { fill: true }, color: { attribute: "hole" } },
  ],
});
const STEP = 0.15;
const SLOW_MS = 50; // a frame that takes longer: this machine draws without a graphics card, or with a weak one

/** Squares whose labels are drawn like all others. */
class SquareProgram extends NodeSquareProgram {
  drawLabel = undefined;
  drawHover = undefined;
}

/** Draws the book into `stage` and follows the state. `select` is called with what was clicked. */
export function drawNetwork(stage, book, store, select) {
  if (!hasWebGL()) {
    fill(stage, el("p", { class: "empty" }, "This browser cannot draw with WebGL. Search and lists work without it."));
    return { recolour() {}, showAll() {}, showAccount() {}, showTie() {}, showGroup() {} };
  }
  const drawing = new Drawing(stage, book, store, select);
  return drawing;
}

function hasWebGL() {
  const canvas = document.createElement("canvas");
  return Boolean(canvas.getContext("webgl2") ?? canvas.getContext("webgl"));
}

class Drawing {
  constructor(stage, book, store, select) {
    Object.assign(this, { stage, book, store, select, hovered: null });
    this.colours = readColours(book.layers.length);
    this.graph = this.#graph();
    this.captions = book.groups.map((group, place) => this.#caption(group, place));
    const canvas = el("div", { class: "canvas" });
    fill(stage, canvas, el("div", { class: "captions" }, this.captions));
    this.#filter();
    this.sigma = new Sigma(this.graph, canvas, this.#settings());
    this.#listen();
    store.subscribe((_, changes) => this.#follow(changes));
  }

  #graph() {
    const graph = new MultiGraph({ type: "undirected" });
    const size = Math.max(2.8, Math.min(9, 14 / this.book.accounts.length ** 0.2));
    for (const { number, x, y, role } of this.book.accounts) {
      graph.addNode(number, { x, y, number, role, type: SHAPES[role], size: size * SIZES[role] });
    }
    const broad = Math.max(1, Math.min(2, 2.6 - 0.4 * Math.log10(this.book.ties.length + 1)));
    for (const { number, a, b, layer, strength } of this.book.ties) {
      const width = Math.min(2.5, 0.5 + 0.2 * strength) * broad;
      graph.addUndirectedEdgeWithKey(number, a, b, { number, layer, size: width });
    }
    return graph;
  }

  #settings() {
    const drawLabel = (context, data, settings) => this.#label(context, data, settings, false);
    const drawHover = (context, data, settings) => this.#label(context, data, settings, true);
    return {
      nodeProgramClasses: { square: SquareProgram, ring: RingProgram },
      nodeReducer: (_, data) => this.#node(data),
      edgeReducer: (_, data) => this.#edge(data),
      defaultDrawNodeLabel: drawLabel,
      defaultDrawNodeHover: drawHover,
      enableEdgeEvents: true,
      doubleClickTimeout: 0, // two quick clicks choose twice: the wheel zooms
      labelFont: "system-ui, sans-serif",
      labelSize: 12,
      labelDensity: 0.7,
      labelGridCellSize: 70,
      labelRenderedSizeThreshold: 4,
      minEdgeThickness: 1.1,
      stagePadding: 64,
      minCameraRatio: 0.005,
      maxCameraRatio: 2.5,
      zIndex: true,
    };
  }

  #listen() {
    this.sigma.on("clickNode", ({ node }) => this.select({ account: Number(node) }));
    this.sigma.on("clickEdge", ({ edge }) => this.select({ tie: Number(edge) }));
    this.sigma.on("clickStage", () => this.select(null));
    for (const [event, value] of [
      ["enterNode", true],
      ["leaveNode", false],
      ["enterEdge", true],
      ["leaveEdge", false],
    ]) {
      this.sigma.on(event, () => this.stage.classList.toggle("pointing", value));
    }
    this.sigma.on("afterRender", () => this.#placeCaptions());
    this.sigma.getCamera().on("updated", () => this.#watchPace());
    this.stage.addEventListener("keydown", (event) => this.#key(event));
    this.#placeCaptions();
  }

  /** Where frames take too long, ties are left out while the view moves, and come back when it rests. */
  #watchPace() {
    if (this.watching || this.sigma.getSetting("hideEdgesOnMove")) return;
    this.watching = true;
    requestAnimationFrame(() => {
      const begun = performance.now();
      requestAnimationFrame(() => {
        this.watching = false;
        if (performance.now() - begun > SLOW_MS) this.sigma.setSetting("hideEdgesOnMove", true);
      });
    });
  }

  #follow(changes) {
    if (FILTERS.some((name) => name in changes)) this.#filter();
    this.#spot();
    this.sigma.refresh({ skipIndexation: true });
  }

  /** Which ties are shown, and which accounts have one of them. */
  #filter() {
    const state = this.store.get();
    this.shown = shownTies(this.book, state, this.store.narrowed());
    this.tied = new Set();
    for (const number of this.shown) this.tied.add(this.book.ties[number].a).add(this.book.ties[number].b);
    this.#spot();
  }

  /** Who stands in the light: what is selected, and who is tied to it. */
  #spot() {
    const { selected } = this.store.get();
    this.lit = null;
    if (selected?.tie !== undefined) {
      const { a, b } = this.book.ties[selected.tie];
      this.lit = new Set([a, b]);
    } else if (selected?.account !== undefined) {
      const near = this.book.tiesOf[selected.account].filter((tie) => this.shown.has(tie.number));
      this.lit = new Set([selected.account, ...near.flatMap((tie) => [tie.a, tie.b])]);
    }
    const shown = this.shown.size;
    this.opacity = Math.min(0.75, Math.max(0.18, 900 / Math.max(shown, 1)));
  }

  #node(data) {
    const state = this.store.get();
    const account = this.book.accounts[data.number];
    const chosen = state.selected?.account === data.number;
    const hidden = !state.roles.has(data.role);
    const alone = this.book.tiesOf[data.number].length > 0 && !this.tied.has(data.number);
    const faint = this.lit ? !this.lit.has(data.number) : alone;
    return {
      ...data,
      hidden,
      hole: this.colours.ground,
      color: faint ? this.colours.faint : this.colours.roles[data.role],
      label: faint ? "" : this.store.called(account),
      size: data.size * (chosen ? 1.5 : faint && this.lit ? 0.6 : 1), // small enough not to break the lines in the light
      highlighted: chosen,
      forceLabel: chosen || (this.lit?.size < 40 && this.lit.has(data.number)),
      zIndex: chosen ? 3 : faint ? 0 : 1,
    };
  }

  #edge(data) {
    const { selected } = this.store.get();
    const tie = this.book.ties[data.number];
    const chosen = selected?.tie === data.number;
    const near = selected?.account !== undefined && (tie.a === selected.account || tie.b === selected.account);
    const colour = this.colours.layers[this.book.layerOf.get(data.layer).place];
    const opacity = chosen || near ? 0.95 : this.lit ? this.opacity * 0.15 : this.opacity;
    return {
      ...data,
      hidden: !this.shown.has(data.number),
      color: seeThrough(colour, opacity),
      size: chosen ? 4 : near ? Math.max(1.5, data.size) : data.size,
      zIndex: chosen ? 2 : near ? 1 : 0,
    };
  }

  #label(context, data, settings, boxed) {
    if (!data.label) return;
    const text = data.label.length > 40 ? `${data.label.slice(0, 39)}…` : data.label;
    context.font = `600 ${settings.labelSize}px ${settings.labelFont}`;
    const [left, middle] = [data.x + data.size + 4, data.y + settings.labelSize / 3];
    if (boxed) {
      const width = context.measureText(text).width;
      context.fillStyle = this.colours.panel;
      context.strokeStyle = this.colours.accent;
      context.lineWidth = 2;
      context.beginPath();
      context.roundRect(left - 4, data.y - settings.labelSize, width + 8, settings.labelSize * 2, 4);
      context.fill();
      context.beginPath();
      context.arc(data.x, data.y, data.size + 3, 0, Math.PI * 2);
      context.stroke();
    } else {
      context.strokeStyle = this.colours.ground;
      context.lineWidth = 3;
      context.lineJoin = "round";
      context.strokeText(text, left, middle);
    }
    context.fillStyle = this.colours.ink;
    context.fillText(text, left, middle);
  }

  #caption(group, place) {
    const act = () => {
      this.select({ group: place });
      this.showGroup(place);
    };
    const title = `${group.key}: ${group.suggestion}`;
    return button(`${group.key} · ${counted(group.size)}`, act, { class: "caption", title });
  }

  #placeCaptions() {
    const { width, height } = this.sigma.getDimensions();
    this.book.groups.forEach((group, place) => {
      const at = this.sigma.graphToViewport({ x: group.x, y: group.y + group.radius });
      const caption = this.captions[place];
      const foot = this.sigma.graphToViewport({ x: group.x, y: group.y - group.radius });
      const top = Math.max(at.y, 40);
      caption.style.transform = `translate(-50%, -100%) translate(${Math.round(at.x)}px, ${Math.round(top)}px)`;
      caption.hidden = at.x < 0 || at.x > width || at.y > height || foot.y < 60;
    });
  }

  #key(event) {
    const camera = this.sigma.getCamera();
    const { x, y, ratio } = camera.getState();
    const step = STEP * ratio;
    const moves = {
      ArrowLeft: { x: x - step },
      ArrowRight: { x: x + step },
      ArrowUp: { y: y + step },
      ArrowDown: { y: y - step },
    };
    if (event.target !== this.stage || event.ctrlKey || event.metaKey || event.altKey) return;
    if (moves[event.key]) camera.animate(moves[event.key], { duration: 100 });
    else if (event.key === "+" || event.key === "=") camera.animatedZoom({ duration: 120 });
    else if (event.key === "-") camera.animatedUnzoom({ duration: 120 });
    else if (event.key === "0") this.showAll();
    else return;
    event.preventDefault();
  }

  /** Reads the style sheet's colours anew. */
  recolour() {
    this.colours = readColours(this.book.layers.length);
    this.sigma.refresh({ skipIndexation: true });
  }

  /** Where an account stands on the screen, in pixels. */
  where(number) {
    const { left, top } = this.stage.getBoundingClientRect();
    const { x, y } = this.sigma.graphToViewport(this.book.accounts[number]);
    return { x: left + x, y: top + y };
  }

  /** Shows everything. */
  showAll() {
    this.sigma.getCamera().animatedReset({ duration: 250 });
  }

  /** Zooms in or out by a button. */
  zoom(inwards) {
    const camera = this.sigma.getCamera();
    if (inwards) camera.animatedZoom({ duration: 200 });
    else camera.animatedUnzoom({ duration: 200 });
  }

  /** Brings an account and those tied to it into view. */
  showAccount(number) {
    const here = this.book.accounts[number];
    const others = this.book.tiesOf[number].map((tie) => this.book.accounts[otherEnd(tie, number)]);
    const reach = Math.max(3, ...others.map((other) => Math.hypot(other.x - here.x, other.y - here.y)));
    this.#goto(here, reach * 1.2);
  }

  /** Brings both ends of a tie into view. */
  showTie(number) {
    const [a, b] = [this.book.accounts[this.book.ties[number].a], this.book.accounts[this.book.ties[number].b]];
    this.#goto({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, Math.max(Math.hypot(a.x - b.x, a.y - b.y), 3));
  }

  /** Brings a group into view. */
  showGroup(place) {
    this.#goto(this.book.groups[place], this.book.groups[place].radius * 1.15);
  }

  #goto(middle, reach) {
    const [here, there] = [middle, { x: middle.x + reach, y: middle.y }].map((point) =>
      this.sigma.viewportToFramedGraph(this.sigma.graphToViewport(point)),
    );
    const ratio = Math.min(1, Math.max(0.01, 2 * Math.abs(there.x - here.x)));
    this.sigma.getCamera().animate({ x: here.x, y: here.y, ratio }, { duration: 300 });
  }
}
