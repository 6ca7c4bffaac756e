// The bot's requests, with those it should not have made in red, and the faults that may be switched on.

import { make, get, post } from "./tools.js";
import { t, chosenLanguage } from "./words.js";

const KINDS = ["slow", "too_many", "error", "bad_gateway", "cut_before", "cut_after", "forbidden"];

export class Log {
  constructor(element, button, page) {
    this.element = element;
    this.button = button;
    this.page = page;
    this.calls = [];
    this.unanswered = [];
    this.filter = "all";
    this.search = "";
    this.polls = false;
    this.button.addEventListener("click", () => this.toggle());
    setInterval(() => this.load(), 5000);
  }

  toggle() {
    this.element.hidden = !this.element.hidden;
    this.button.setAttribute("aria-expanded", String(!this.element.hidden));
    this.build();
  }

  soon() {
    this.waiting ??= setTimeout(() => { this.waiting = null; this.load(); }, 250);
  }

  async load() {
    try {
      const done = this.calls.findIndex((call) => !call.status && !call.error); // a long poll is finished later
      const kept = done < 0 ? this.calls : this.calls.slice(0, done);
      const fresh = await get(`calls?limit=1000&since=${kept.at(-1)?.n ?? 0}`);
      this.calls = [...kept, ...fresh].slice(-1000);
      this.unanswered = (await get("breaches")).unanswered;
    } catch {
      return;
    }
    this.draw();
  }

  clear() {
    this.calls = [];
    this.load();
  }

  build() {
    const option = (value, word) => make("option", { value, selected: value === this.filter }, t(word));
    const pick = (event) => { this.filter = event.target.value; this.draw(); };
    this.list = make("ol", { class: "calls", tabindex: "0", "aria-label": t("log") });
    this.element.replaceChildren(
      make("div", { class: "log-head" },
        make("h2", {}, t("log")),
        make("label", {}, t("filter"), make("select", { onchange: pick }, option("all", "all"), option("errors", "errors"), option("breaches", "onlyBreaches"))),
        make("label", {}, t("search"), make("input", { type: "search", value: this.search, oninput: (event) => { this.search = event.target.value.toLowerCase(); this.draw(); } })),
        make("label", { class: "check" }, make("input", { type: "checkbox", checked: this.polls, onchange: (event) => { this.polls = event.target.checked; this.draw(); } }), t("polls")),
        make("button", { type: "button", onclick: () => this.toggle() }, t("close"))),
      this.list);
    this.draw();
  }

  shown(call) {
    if (!this.polls && call.method === "getUpdates" && !call.error) return false;
    if (this.filter === "errors" && !call.error) return false;
    if (this.filter === "breaches" && call.breaches.length === 0) return false;
    return !this.search || JSON.stringify([call.method, call.params, call.error]).toLowerCase().includes(this.search);
  }

  draw() {
    const wrong = this.calls.filter((call) => call.breaches.length > 0).length + this.unanswered.length;
    this.button.replaceChildren(t("log"), ...(wrong ? [make("span", { class: "badge" }, `${wrong} ${t("breaches")}`)] : []));
    if (this.element.hidden || !this.list) return;
    const open = new Set([...this.list.querySelectorAll("details[open]")].map((one) => one.dataset.n));
    const shown = this.calls.filter((call) => this.shown(call)).slice(-300).reverse();
    const late = this.unanswered.map((query) => make("li", { class: "wrong" }, `${t("unanswered")}: ${this.page.nameOf(query.person)}, ${query.data}`));
    this.list.replaceChildren(...late, ...shown.map((call) => this.row(call, open.has(String(call.n)))));
    if (!late.length && !shown.length) this.list.append(make("li", { class: "none" }, t("noCalls")));
  }

  row(call, open) {
    const time = new Date(call.time * 1000).toLocaleTimeString(chosenLanguage());
    const whom = call.params.chat_id ? this.page.nameOf(call.params.chat_id) : "";
    const said = String(call.params.text ?? call.params.caption ?? call.params.commands?.length ?? "").replace(/\s+/g, " ").slice(0, 80);
    const summary = make("summary", {}, make("time", {}, time), make("b", {}, call.method), make("span", { class: "whom" }, whom), make("span", { class: "said" }, said), make("span", { class: "status" }, call.error || `${call.status || "…"}`));
    const details = make("details", { "data-n": call.n, open }, summary, make("pre", {}, JSON.stringify({ params: call.params, files: call.files, result: call.result }, null, 2)));
    const wrong = call.breaches.length > 0;
    return make("li", { class: wrong ? "wrong" : call.error ? "refused" : "" }, details, wrong && make("p", {}, call.breaches.join("; ")));
  }
}

export class Faults {
  constructor(dialog, button, page) {
    this.dialog = dialog;
    this.page = page;
    this.button = button;
    button.addEventListener("click", async () => { await this.build(); dialog.showModal(); });
  }

  async build() {
    const on = await get("faults");
    const field = (word, control) => make("label", {}, make("span", {}, t(word)), control);
    const remove = (fault) => make("button", { type: "button", onclick: async () => { await post("faults/end", { id: fault.id }); this.build(); } }, t("remove"));
    const item = (fault) => make("li", {}, `${t(fault.kind)} · ${fault.chat ? this.page.nameOf(fault.chat) : t("everybody")} · ${Math.round(fault.share * 100)} %${fault.times ? ` · ${fault.times}×` : ""}`, remove(fault));
    const form = make("form", { onsubmit: (event) => { event.preventDefault(); this.add(new FormData(form)); } },
      field("kind", make("select", { name: "kind" }, KINDS.map((kind) => make("option", { value: kind }, t(kind))))),
      field("whom", make("select", { name: "chat" }, make("option", { value: "" }, t("everybody")), this.page.people.map((one) => make("option", { value: one.id }, one.first_name)))),
      field("share", make("input", { name: "share", type: "number", min: 1, max: 100, value: 100 })),
      field("seconds", make("input", { name: "seconds", type: "number", min: 0, max: 600, step: "any", value: 1 })),
      field("times", make("input", { name: "times", type: "number", min: 1 })),
      make("p", { class: "ends" },
        make("button", { type: "button", class: "danger", onclick: () => this.startOver() }, t("startOver")),
        make("button", { type: "button", onclick: () => this.dialog.close() }, t("close")),
        make("button", { class: "main" }, t("add"))));
    this.dialog.replaceChildren(make("h2", { id: "faults-title" }, t("faults")), on.length ? make("ul", { class: "faults" }, on.map(item)) : make("p", {}, t("noFaults")), form);
    this.button.replaceChildren(t("faults"), ...(on.length ? [make("span", { class: "badge" }, String(on.length))] : []));
  }

  async add(form) {
    const seconds = Number(form.get("seconds"));
    const fault = { kind: form.get("kind"), share: Number(form.get("share")) / 100, delay: seconds, retry_after: Math.max(1, Math.round(seconds)) };
    if (form.get("chat")) fault.chat = Number(form.get("chat"));
    if (form.get("times")) fault.times = Number(form.get("times"));
    await post("faults", fault);
    await this.build();
  }

  async startOver() {
    if (!window.confirm(t("sureOver"))) return;
    await post("reset");
    this.dialog.close();
  }
}
