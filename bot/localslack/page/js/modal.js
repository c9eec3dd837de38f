// The stack of modals (up to three). Each keeps what was typed; the top one is shown.
import { Refusal } from "./api.js";
import { renderBlocks } from "./blocks.js";
import { busy } from "./elements.js";
import { append, el, fill, icon, ICONS } from "./dom.js";
import { withEmoji } from "./emoji.js";
import { rememberFocus } from "./focus.js";
import { showErrors } from "./inputs.js";

export class ModalStack {
  constructor(store, client) {
    this.store = store;
    this.client = client;
    this.views = [];
    this.box = el("dialog", { class: "modal", "aria-labelledby": "modal-title" });
    document.body.append(this.box);
    this.box.addEventListener("cancel", (event) => {
      event.preventDefault();
      this.cancel(false);
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) this.top()?.form.requestSubmit();
    });
  }

  top() {
    return this.views.at(-1) || null;
  }

  /** Shows exactly these views (after a load). */
  reset(views) {
    this.clear();
    for (const view of views) this.push(view);
  }

  push(view) {
    if (this.views.some((v) => v.view.id === view.id)) return this.update(view);
    this.views.push(this.build(view, {}));
    return this.draw();
  }

  update(view) {
    const at = this.views.findIndex((v) => v.view.id === view.id);
    if (at < 0) return;
    const old = this.views[at];
    const scroll = old.body.scrollTop;
    const refocus = rememberFocus(old.form);
    this.views[at] = this.build(view, old.values());
    this.draw(refocus);
    this.views[at].body.scrollTop = scroll;
  }

  close(viewId) {
    const kept = this.views.filter((v) => v.view.id !== viewId);
    if (kept.length === this.views.length) return;
    this.views = kept;
    this.draw();
  }

  clear() {
    this.views = [];
    this.draw();
  }

  draw(refocus = () => false) {
    const top = this.top();
    if (!top) {
      if (this.box.open) this.box.close();
      this.box.replaceChildren();
      return;
    }
    if (this.box.firstChild !== top.form) fill(this.box, top.form);
    if (!this.box.open) this.box.showModal();
    if (refocus(top.form)) return;
    const first = top.form.querySelector("[autofocus]") || top.form.querySelector(".b-input :is(input, textarea, select, button)");
    (first || top.form.querySelector(".submit") || top.form.querySelector("button"))?.focus();
  }

  build(view, kept) {
    const env = {
      book: this.store,
      fileUrl: this.client.fileUrl,
      before: (block, action) => kept[block]?.[action],
      upload: (files) => this.client.upload(files),
      act: (action, values) => this.client.act({ type: "view", view_id: view.id }, action, values),
    };
    const drawn = renderBlocks(view.blocks, env);
    const body = el("div", { class: "modal-body" }, drawn.node);
    const trouble = el("div", { class: "modal-trouble", role: "alert", hidden: true });
    const form = el("form", { novalidate: true, data: { view: view.id, callback: view.callback_id || "" } });
    const entry = { view, form, body, trouble, values: drawn.values };
    append(form, [this.head(view), body, trouble, this.foot(view)]);
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit(entry);
    });
    if (view.errors) showErrors(form, view.errors);
    return entry;
  }

  head(view) {
    const deeper = this.views.some((v) => v.view.id === view.id)
      ? this.views.findIndex((v) => v.view.id === view.id) > 0
      : this.views.length > 0;
    const back = deeper && el("button", { class: "ghost", type: "button", title: "Back", "aria-label": "Back", on: { click: () => this.cancel(false) } }, icon(ICONS.back));
    return el(
      "header",
      { class: "modal-head" },
      back,
      el("h2", { id: "modal-title" }, el("bdi", {}, withEmoji(view.title?.text || ""))),
      el("button", { class: "ghost", type: "button", title: "Close", "aria-label": "Close", on: { click: () => this.cancel(true) } }, icon(ICONS.close)),
    );
  }

  foot(view) {
    const needsSubmit = view.submit || (view.blocks || []).some((b) => b.type === "input");
    return el(
      "footer",
      { class: "modal-foot" },
      el("span", { class: "from" }, this.store.app.name),
      el("button", { class: "button", type: "button", on: { click: () => this.cancel(false) } }, view.close?.text || "Close"),
      needsSubmit && el("button", { class: "button primary submit", type: "submit" }, view.submit?.text || "Submit"),
    );
  }

  /** Cancel takes the top view away; the x (`all`) the whole stack. */
  async cancel(all) {
    const top = this.top();
    if (!top) return;
    if (all) this.clear();
    else this.close(top.view.id);
    await this.client.closeView(top.view.id, all);
  }

  async submit(entry) {
    const button = entry.form.querySelector(".submit");
    if (!button || button.dataset.busy || entry.form.querySelector(".file-field[data-busy]")) return;
    this.complain(entry, "");
    try {
      this.settle(entry, await busy(button, () => this.client.submit(entry.view.id, entry.values())));
    } catch (problem) {
      if (!(problem instanceof Refusal)) throw problem;
      this.complain(entry, problem.message);
    }
  }

  settle(entry, answer) {
    const action = answer.response_action || null;
    const errors = action === "errors" ? answer.errors : {};
    const homeless = showErrors(entry.form, errors);
    if (homeless.length) this.complain(entry, homeless.join(" "));
    if (action === null) this.close(entry.view.id);
    else if (action === "clear") this.clear();
    else if (action === "push" && answer.view) this.push(answer.view);
    else if (action === "update" && answer.view) this.update(answer.view);
  }

  complain(entry, text) {
    entry.trouble.hidden = !text;
    entry.trouble.textContent = text;
  }
}
