// The app's Home tab.
import { avatar } from "./avatar.js";
import { renderBlocks } from "./blocks.js";
import { el, fill } from "./dom.js";
import { rememberFocus } from "./focus.js";

export class HomeTab {
  constructor(root, store, client) {
    Object.assign(this, { root, store, client });
    this.drawn = null;
  }

  async open() {
    const { app } = this.store;
    this.drawn = null;
    this.page = el("div", { class: "home-page" });
    fill(this.root, el("header", { class: "pane-head" }, avatar({ id: app.bot_user_id, name: app.name, app: true }), el("h1", {}, `${app.name} home`)), el("div", { class: "home-scroll" }, this.page));
    const answer = await this.client.told(this.client.home());
    if (!this.drawn) this.show(answer?.view || null);
  }

  show(view) {
    if (!this.page) return;
    if (!view) {
      fill(this.page, el("p", { class: "empty" }, `${this.store.app.name} has not put anything here yet.`));
      return;
    }
    const kept = this.drawn?.values() || {};
    const env = {
      book: this.store,
      fileUrl: this.client.fileUrl,
      before: (block, action) => kept[block]?.[action],
      upload: (files) => this.client.upload(files),
      act: (action, values) => this.client.act({ type: "view", view_id: view.id }, action, values),
    };
    const refocus = rememberFocus(this.page);
    this.drawn = renderBlocks(view.blocks, env);
    fill(this.page, this.drawn.node);
    refocus(this.page);
  }
}
