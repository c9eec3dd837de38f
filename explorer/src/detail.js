// The right side: what is behind the account, tie or group that is selected, else the case.

import { otherEnd } from "./book.js";
import { button, el, fill } from "./dom.js";
import { apart, counted, moment, number, within } from "./words.js";

const TIES_SHOWN = 60;

/** Keeps `pane` in step with what is selected. */
export function showDetail(pane, book, store, select) {
  const draw = () => fill(pane, ...content(book, store, select));
  store.subscribe((_, changes) => {
    if (!("selected" in changes) && !("handles" in changes)) return;
    draw();
    if ("selected" in changes) pane.scrollTop = 0;
  });
  draw();
}

function content(book, store, select) {
  const { selected } = store.get();
  if (selected?.account !== undefined) return accountDetail(book, store, select, book.accounts[selected.account]);
  if (selected?.tie !== undefined) return tieDetail(book, store, select, book.ties[selected.tie]);
  if (selected?.group !== undefined) return groupDetail(book.groups[selected.group]);
  return caseDetail(book, select);
}

function caseDetail(book, select) {
  const groups = book.groups.map((group, place) =>
    el(
      "li",
      {},
      button(`${group.key} · ${counted(group.size, "account")}`, () => select({ group: place }, true), {
        class: "row",
      }),
      el("div", { class: "quiet" }, `${group.suggestion}. ${group.standing}.`),
    ),
  );
  return [
    el("h2", {}, "This case"),
    el("p", {}, "Choose an account or a line to see what is behind it."),
    el("h3", {}, "Groups"),
    groups.length ? el("ul", { class: "plain" }, groups) : el("p", {}, "No group stands out in these data."),
    el("h3", {}, "Data, and how this could be wrong"),
    definitions(book.facts),
  ];
}

function groupDetail(group) {
  return [
    el("h2", {}, `${group.key} · ${counted(group.size, "account")}`),
    el("p", { class: "tagline" }, el("strong", {}, group.suggestion)),
    el("p", { class: "quiet" }, group.note),
    definitions([
      ["Acting together", group.together],
      ["Not what they seem", group.seem],
      ["Team", group.standing],
      ...(group.excluded ? [["Excluded", `${counted(group.excluded, "account")}, not in this file`]] : []),
    ]),
    el("h3", {}, "What was seen"),
    findings(group.findings),
  ];
}

function accountDetail(book, store, select, account) {
  const group = book.groups[account.group];
  const named = account.findings.map((place) => group.findings[place]);
  const twins = book.accounts.filter((other) => other.id === account.id && other.number !== account.number);
  return [
    el("h2", {}, store.calledInFull(account)),
    el(
      "p",
      { class: "tagline" },
      role(book, account),
      account.unsure ? el("span", { class: "badge" }, "unsure") : null,
    ),
    definitions([
      ...(store.get().handles
        ? [
            ["Label", account.name],
            ["Id", account.id],
          ]
        : []),
      ["Same group in repeats", account.stability],
      ...twins.map((twin) => ["Also", twin.name]),
    ]),
    ...lines("Why", account.why),
    ...lines("Speaks against", account.against),
    ...(named.length ? [el("h3", {}, "Findings that name it"), findings(named)] : []),
    ...tiesOf(book, store, select, account),
  ];
}

function role(book, account) {
  const { key, word } = book.roles[account.role];
  return el("span", { class: "role" }, el("span", { class: `mark ${key}` }), word);
}

function tiesOf(book, store, select, account) {
  const ties = [...book.tiesOf[account.number]].sort((a, b) => b.strength - a.strength || a.number - b.number);
  if (!ties.length) return [el("h3", {}, "Ties"), el("p", {}, "No tie of its own was kept; it is here for its role.")];
  const row = (tie) => {
    const other = book.accounts[otherEnd(tie, account.number)];
    const told = `${store.called(other)} · ${book.layerOf.get(tie.layer).name}`;
    return el(
      "li",
      {},
      button(told, () => select({ tie: tie.number }, true), { class: "row" }),
      el("div", { class: "quiet" }, tie.windows.map(within).join("; "), tie.shared.length ? " · posts kept" : ""),
    );
  };
  const list = el("ul", { class: "plain ties" }, ties.slice(0, TIES_SHOWN).map(row));
  const rest = ties.slice(TIES_SHOWN);
  const more = rest.length
    ? button(`Show ${number(rest.length)} more`, (event) => {
        event.target.remove();
        list.append(...rest.map(row));
        list.children[TIES_SHOWN].querySelector("button").focus();
      })
    : null;
  return [el("h3", {}, `Tied to (${number(ties.length)})`), list, more];
}

function tieDetail(book, store, select, tie) {
  const ends = [book.accounts[tie.a], book.accounts[tie.b]];
  const layer = book.layerOf.get(tie.layer);
  const others = book.tiesOf[tie.a].filter((other) => otherEnd(other, tie.a) === tie.b && other !== tie);
  const end = (account) =>
    button(store.calledInFull(account), () => select({ account: account.number }, true), { class: "row" });
  return [
    el("h2", {}, `${store.calledInFull(ends[0])} and ${store.called(ends[1])}`),
    el("p", { class: "tagline" }, el("span", { class: `stroke layer-${layer.place % 9}` }), `They ${layer.did}.`),
    el(
      "ul",
      { class: "dots" },
      tie.windows.map((window) => el("li", {}, within(window))),
    ),
    el("h3", {}, "Evidence (times in UTC)"),
    ...evidence(book, store, tie, ends),
    ...(others.length
      ? [
          el("h3", {}, "The same two, otherwise"),
          el(
            "ul",
            { class: "plain" },
            others.map((other) =>
              el(
                "li",
                {},
                button(book.layerOf.get(other.layer).name, () => select({ tie: other.number }, true), { class: "row" }),
                el("div", { class: "quiet" }, other.windows.map(within).join("; ")),
              ),
            ),
          ),
        ]
      : []),
    el("h3", {}, "Both accounts"),
    el(
      "ul",
      { class: "plain" },
      ends.map((account) => el("li", {}, end(account))),
    ),
  ];
}

function evidence(book, store, tie, ends) {
  if (book.purged)
    return [el("p", {}, "The raw posts of this case were deleted on their day; counts and findings stay.")];
  if (!tie.shared.length) {
    return [
      el("p", {}, "The posts behind this tie are not in the file: of each group the 100 strongest ties keep theirs."),
    ];
  }
  const told = tie.shared.map(({ object, posts }) => {
    const seconds = Math.abs(posts[0][0] - posts[1][0]);
    const sides = posts.map(([time, id, text], side) =>
      el(
        "div",
        { class: "post" },
        el("div", { class: "who" }, store.called(ends[side])),
        el("div", { class: "when" }, moment(time)),
        text ? el("p", { dir: "auto" }, text) : null,
        el("div", { class: "quiet id" }, `post ${id}`),
      ),
    );
    return el(
      "li",
      { class: "shared" },
      el("div", { class: "object", dir: "auto" }, object),
      el("div", { class: "sides" }, sides),
      el("div", { class: "quiet" }, `${apart(seconds)} apart`),
    );
  });
  const fewer =
    tie.shared.length < tie.strength
      ? [
          el(
            "p",
            { class: "quiet" },
            `${number(tie.shared.length)} of ${number(tie.strength)} shown; the file keeps three a tie at most.`,
          ),
        ]
      : [];
  return [el("ul", { class: "plain" }, told), ...fewer];
}

function findings(list) {
  if (!list.length) return el("p", {}, "Nothing that could be looked for stands out.");
  return el(
    "ol",
    {},
    list.map(({ sentence, innocent, caveat }) =>
      el(
        "li",
        {},
        sentence,
        [innocent, caveat].filter(Boolean).map((note) => el("div", { class: "quiet" }, note)),
      ),
    ),
  );
}

function lines(title, texts) {
  return texts.length
    ? [
        el("h3", {}, title),
        el(
          "ul",
          { class: "dots" },
          texts.map((text) => el("li", {}, text)),
        ),
      ]
    : [];
}

function definitions(rows) {
  return el(
    "dl",
    {},
    rows.map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]),
  );
}
