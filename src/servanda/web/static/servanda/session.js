/* Keeps every answer of a session as it is given, shows what others say, and loses nothing where
   the network is away or the browser is closed half-way. Without this script the form keeps what
   it holds when it is sent. */
"use strict";
(() => {
  const live = document.getElementById("live");
  if (!live || !window.fetch) return;
  const here = document.getElementById("here");
  const form = document.getElementById("station");
  const token = (form && form.querySelector("[name=csrfmiddlewaretoken]") || {}).value;
  const KEPT = `servanda session ${live.dataset.session} ${live.dataset.me}`;
  const EVERY = 2500;
  /* Whoever does nothing for so long is not kept signed in by a page that goes on asking. */
  const PAUSES_AFTER = 30 * 60 * 1000;
  let last = Number(live.dataset.last);
  let away = false;
  let touched = Date.now();
  let sending = Promise.resolve();

  const fields = new Map();
  if (form && live.dataset.may === "yes") {
    for (const field of form.querySelectorAll("[data-place]")) {
      const place = field.dataset.place;
      fields.set(place, {
        field,
        was: form.elements[`was:${place}`],
        seen: form.elements[`seen:${place}`],
        told: document.getElementById(`told-${field.id.slice("field-".length)}`),
      });
      field.addEventListener("input", () => { if (field.tagName !== "SELECT" && field.type !== "date") keep(place); });
      field.addEventListener("change", () => { keep(place); send(place); });
    }
    form.addEventListener("submit", () => forget());
  }

  /* What was typed and is not with the others yet, by place; it outlives the page. */
  function kept() {
    try { return JSON.parse(localStorage.getItem(KEPT) || "{}"); } catch (problem) { return {}; }
  }
  function store(all) {
    try {
      if (Object.keys(all).length) localStorage.setItem(KEPT, JSON.stringify(all));
      else localStorage.removeItem(KEPT);
    } catch (problem) { /* A browser without a store has the form all the same. */ }
  }
  function keep(place) {
    const { field, seen, was } = fields.get(place);
    const all = kept();
    if (tidy(field.value) === was.value) delete all[place];
    else all[place] = { value: field.value, seen: Number(seen.value) };
    store(all);
  }
  function forget() {
    const all = kept();
    for (const place of fields.keys()) delete all[place];
    store(all);
  }
  const tidy = (value) => value.split(/\s+/).filter(Boolean).join(" ");

  /* One after the other, so that the numbers of answers that were seen are right. */
  function send(place, leaving) {
    if (leaving) return deliver(place, true);
    sending = sending.then(() => deliver(place, false));
    return sending;
  }
  async function deliver(place, leaving) {
    const waiting = kept()[place];
    if (!waiting) return;
    const shown = fields.get(place);
    const body = JSON.stringify({ answers: [{ place, value: tidy(waiting.value), seen: waiting.seen }] });
    let answer;
    try {
      answer = await fetch(live.dataset.answers, {
        method: "POST", body, credentials: "same-origin", keepalive: Boolean(leaving),
        headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      });
    } catch (problem) {
      wait(spoken("The network is away. What you type is kept in this browser, and sent when it is back."));
      mark(shown, spoken("not sent yet; kept in this browser"), "waits");
      return;
    }
    if (answer.status === 401 || answer.status === 403) {
      wait(spoken("You are signed out. Sign in again in another window; what you type is kept here."));
      mark(shown, spoken("not sent yet; kept in this browser"), "waits");
      return;
    }
    const found = await answer.json();
    if (answer.status === 422) {
      drop(place, waiting);
      const words = found.mistakes && found.mistakes.length ? found.mistakes[0].message : found.detail;
      invalid(shown, words);
      return;
    }
    if (!answer.ok) {
      mark(shown, spoken("not sent yet; kept in this browser"), "waits");
      return;
    }
    drop(place, waiting);
    if (!shown) return;
    invalid(shown, "");
    shown.was.value = tidy(waiting.value);
    if (found.said.length) {
      shown.seen.value = found.said[found.said.length - 1].number;
      mark(shown, spoken("kept"), "");
    }
    if (found.replaced.length) meanwhile(shown, found.replaced[0]);
  }
  function drop(place, sent) {
    const all = kept();
    if (all[place] && all[place].value === sent.value) delete all[place];
    store(all);
  }

  function mark(shown, words, kind) {
    if (!shown) return;
    shown.told.textContent = words;
    shown.told.className = kind ? `told ${kind}` : "told";
  }
  function invalid(shown, words) {
    if (!shown) return;
    const id = `wrong-${shown.field.id.slice("field-".length)}`;
    const before = document.getElementById(id);
    if (before) before.remove();
    const described = shown.field.getAttribute("aria-describedby").split(" ").filter((each) => each !== id);
    shown.field.removeAttribute("aria-invalid");
    if (words) {
      const told = document.createElement("p");
      told.id = id;
      told.className = "wrong";
      told.textContent = words;
      shown.told.before(told);
      shown.field.setAttribute("aria-invalid", "true");
      described.unshift(id);
      say(words);
    }
    shown.field.setAttribute("aria-describedby", described.join(" "));
  }
  function meanwhile(shown, other) {
    const words = other.value ? spoken("Meanwhile {who} had said “{what}”. Yours stands now.", { who: other.by, what: other.value }) : spoken("Meanwhile {who} had taken it back. Yours stands now.", { who: other.by });
    mark(shown, words, "new");
    const back = document.createElement("button");
    back.type = "button";
    back.className = "quiet";
    back.textContent = spoken("Take theirs");
    back.addEventListener("click", () => {
      put(shown, other.value);
      keep(shown.field.dataset.place);
      send(shown.field.dataset.place);
      shown.field.focus();
    });
    shown.told.append(back);
    say(words);
  }
  function put(shown, value) {
    shown.field.value = value;
    if (shown.field.value !== value && shown.field.tagName === "SELECT") {
      shown.field.append(new Option(value, value));
      shown.field.value = value;
    }
  }

  function say(words) { here.textContent = words; }
  function wait(words) { away = true; say(words); }

  /* What others said. What somebody is typing is never taken out of their hands. */
  async function look() {
    if (Date.now() - touched > PAUSES_AFTER) { say(spoken("Paused. Press any key to see what others say.")); return; }
    try {
      const answer = await fetch(`${live.dataset.latest}?after=${last}&at=${encodeURIComponent(live.dataset.at)}`, { credentials: "same-origin" });
      if (answer.redirected || answer.status === 401 || answer.status === 403) {
        wait(spoken("You are signed out. Sign in again in another window; what you type is kept here."));
        return;
      }
      if (!answer.ok) return;
      const found = await answer.json();
      if (away) {
        away = false;
        say(spoken("The network is back."));
        for (const place of Object.keys(kept())) await send(place);
      }
      take(found.said.filter((each) => each.number > last));
      last = Math.max(last, found.last);
      people(found);
    } catch (problem) {
      wait(spoken("The network is away. What you type is kept in this browser, and sent when it is back."));
    }
  }
  let others = "";
  function people(found) {
    if (found.is_over) { say(spoken("It has ended. Load the page again to see what came of it.")); return; }
    const names = found.here.filter((each) => each.name !== live.dataset.me).map((each) => `${each.name} (${each.looks_at})`);
    const words = names.length ? spoken("Here with you: {names}.", { names: names.join(", ") }) : spoken("Nobody else is here at the moment.");
    if (words !== others && !away) say(words);
    others = words;
  }
  function take(said) {
    let elsewhere = false;
    for (const each of said) {
      const shown = fields.get(each.place);
      if (!shown) { elsewhere = elsewhere || sameTopic(each.place); continue; }
      if (each.by === live.dataset.me && each.value === shown.was.value) { shown.seen.value = Math.max(each.number, Number(shown.seen.value)); continue; }
      const typing = kept()[each.place] !== undefined || (document.activeElement === shown.field && tidy(shown.field.value) !== shown.was.value);
      if (typing) { mark(shown, spoken("{who} says “{what}”; yours will stand if you go on.", { who: each.by, what: each.value }), "new"); continue; }
      put(shown, each.value);
      shown.was.value = each.value;
      shown.seen.value = each.number;
      mark(shown, spoken("{who}, just now", { who: each.by }), "new");
    }
    if (elsewhere && form && !document.getElementById("more")) {
      const more = document.createElement("p");
      more.id = "more";
      const link = document.createElement("a");
      link.href = location.pathname;
      link.textContent = spoken("Somebody has added something here. Show it.");
      more.append(link);
      form.prepend(more);
    }
  }
  function sameTopic(place) {
    const topic = place.split("/")[0];
    return topic !== "service" && topic !== "cell" && [...fields.keys()].some((each) => each.startsWith(`${topic}/`));
  }

  const way = document.querySelector("nav.way");
  const current = way.querySelector("[aria-current]");
  if (current) way.scrollTop = current.offsetTop - way.offsetTop - way.clientHeight / 2;

  /* What was not sent when the page was left, or the browser closed. */
  for (const [place, waiting] of Object.entries(kept())) {
    const shown = fields.get(place);
    if (shown) put(shown, waiting.value);
    if (token) send(place);
  }
  addEventListener("pagehide", () => { for (const place of Object.keys(kept())) if (fields.has(place)) send(place, true); });
  addEventListener("online", () => look());
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => { touched = Date.now(); }, { passive: true });
  look();
  setInterval(look, EVERY);
})();
