// A choice of several out of many: a list with a filter, and what is chosen shown as chips.
import { el, fill, icon, ICONS } from "./dom.js";

export function manySelect(item, env, groups, own) {
  const all = groups.flatMap((g) => g.options);
  const chosen = new Set((env.initial === undefined ? own : env.initial) || []);
  const chips = el("div", { class: "chips" });
  const filter = el("input", { class: "input", type: "text", placeholder: item.placeholder?.text || "Choose…", "aria-label": item.placeholder?.text || "Choose several", autocomplete: "off" });
  const list = el("div", { class: "many-list", role: "listbox", "aria-multiselectable": "true", hidden: true });
  const node = el("div", { class: "many" }, chips, filter, list);

  const toggle = (value) => {
    const full = item.max_selected_items && chosen.size >= item.max_selected_items;
    if (chosen.has(value)) chosen.delete(value);
    else if (!full) chosen.add(value);
    draw();
    env.changed?.();
  };
  const drawChips = () =>
    fill(chips, all.filter((o) => chosen.has(o.value)).map((o) =>
      el(
        "button",
        { class: "chip", type: "button", "aria-label": `Remove ${o.label}`, on: { click: () => toggle(o.value) } },
        el("bdi", {}, o.label),
        icon(ICONS.close),
      ),
    ));
  const row = (o) =>
    el(
      "button",
      { class: "many-item", type: "button", role: "option", tabIndex: -1, "aria-selected": String(chosen.has(o.value)), on: { click: () => toggle(o.value) } },
      el("bdi", {}, o.label),
      o.note && el("span", { class: "menu-note" }, o.note),
    );
  const draw = () => {
    drawChips();
    const wanted = filter.value.toLowerCase();
    const fits = (o) => o.label.toLowerCase().includes(wanted);
    fill(list, groups.map((g) => {
      const options = g.options.filter(fits);
      return options.length ? [g.label && el("div", { class: "menu-heading" }, g.label), options.map(row)] : [];
    }));
    if (!list.childElementCount) fill(list, el("div", { class: "menu-heading" }, "Nothing fits"));
  };
  listen(node, filter, list, draw);
  draw();
  return { node, read: () => [...chosen], focus: () => filter.focus() };
}

function listen(node, filter, list, draw) {
  const show = (open) => {
    list.hidden = !open;
  };
  filter.addEventListener("focus", () => show(true));
  filter.addEventListener("click", () => show(true));
  filter.addEventListener("input", () => {
    draw();
    show(true);
  });
  node.addEventListener("focusout", (event) => node.contains(event.relatedTarget) || show(false));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  node.addEventListener("keydown", (event) => {
    const rows = [...list.querySelectorAll(".many-item")];
    const at = rows.indexOf(document.activeElement);
    if (event.key === "Escape" && !list.hidden) {
      event.preventDefault();
      event.stopPropagation();
      filter.focus();
      show(false);
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      show(true);
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      if (next < 0) filter.focus();
      else rows[Math.min(next, rows.length - 1)]?.focus();
    } else if (event.key === "Enter" && event.target === filter) {
      event.preventDefault();
      rows[0]?.click();
    }
  });
}
