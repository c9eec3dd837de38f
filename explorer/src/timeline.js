// The time slider: how many of the kept posts fall when, and a span to look at.

import { button, el } from "./dom.js";
import { counted, moment } from "./words.js";

const STEPS = 400;
const BARS = 120;

/** The panel, or nothing where no post of a tie is in the file. */
export function timeline(book, store) {
  const { first, last } = store.get();
  if (last <= first) return [];
  const bars = histogram(book.times, first, last);
  const told = el("output", { class: "span" });
  const from = slider("Earliest", 0, () => move());
  const to = slider("Latest", STEPS, () => move());
  const all = button("Whole time", () => {
    [from.value, to.value] = [0, STEPS];
    move();
  });
  const move = () => {
    const [low, high] = [Number(from.value), Number(to.value)].sort((a, b) => a - b);
    store.change({ from: low === 0 ? first : at(low), to: high === STEPS ? last : at(high) });
  };
  const at = (step) => Math.round(first + ((last - first) * step) / STEPS);
  const tell = () => {
    const state = store.get();
    told.textContent = `${moment(state.from)} – ${moment(state.to)} UTC`;
    all.hidden = !store.narrowed();
    bars.forEach((bar, place) => {
      const [low, high] = [first + ((last - first) * place) / BARS, first + ((last - first) * (place + 1)) / BARS];
      bar.classList.toggle("out", high < state.from || low > state.to);
    });
  };
  store.subscribe(tell);
  tell();
  const note =
    `Times are in this file for ${counted(book.dated, "tie")} of ${book.ties.length.toLocaleString("en-GB")}: ` +
    "the strongest. The others are hidden while a part of the time is chosen.";
  return [
    el("div", { class: "line" }, el("h2", {}, "Time"), told, all),
    el("div", { class: "histogram", "aria-hidden": "true" }, bars),
    el("div", { class: "sliders" }, from, to),
    el("p", { class: "quiet" }, note),
  ];
}

function slider(words, value, act) {
  const input = el("input", { type: "range", min: 0, max: STEPS, "aria-label": words, on: { input: act } });
  input.value = value;
  return input;
}

function histogram(times, first, last) {
  const counts = new Array(BARS).fill(0);
  for (const time of times) counts[Math.min(BARS - 1, Math.floor(((time - first) / (last - first)) * BARS))] += 1;
  const most = Math.max(...counts);
  return counts.map((count) => {
    const bar = el("span", {});
    bar.style.height = count ? `${Math.max(6, (100 * count) / most)}%` : "0";
    return bar;
  });
}
