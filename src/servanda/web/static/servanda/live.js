/* Minutes, decisions and actions of a review, seen on both sides as they are typed. What was typed
   is kept in this browser until it is entered, so that nothing is lost where the network is away
   or the browser is closed. Without this script the forms are sent as they are. */
"use strict";
(() => {
  const live = document.getElementById("live");
  if (!live || !window.fetch) return;
  const state = document.getElementById("live-state");
  const forms = live.dataset.said ? [...live.querySelectorAll("form[data-act]")] : [];
  const KEPT = live.dataset.kept;
  const EVERY = 2500;
  /* Whoever does nothing for so long is not kept signed in by a page that goes on asking. */
  const PAUSES_AFTER = 30 * 60 * 1000;
  const AWAY = spoken("The network is away. What you type is kept in this browser, and entered when it is back.");
  let touched = Date.now();
  let sending = null;

  const say = (words) => { if (state && state.textContent !== words) state.textContent = words; };
  function kept() {
    try { return JSON.parse(localStorage.getItem(KEPT)) || { typed: {}, waits: [] }; } catch (problem) { return { typed: {}, waits: [] }; }
  }
  function store(all) {
    try { localStorage.setItem(KEPT, JSON.stringify(all)); } catch (problem) { /* The form has it all the same. */ }
  }
  function newKey() {
    return [...crypto.getRandomValues(new Uint8Array(16))].map((each) => each.toString(16).padStart(2, "0")).join("");
  }
  const fields = (form) => [...form.elements].filter((each) => each.name && each.name !== "csrfmiddlewaretoken");

  for (const form of forms) {
    const wrong = form.querySelector(".wrong");
    for (const field of fields(form)) {
      if (field.type === "hidden") continue;
      if (kept().typed[field.id]) field.value = kept().typed[field.id];
      field.addEventListener("input", () => {
        const all = kept();
        all.typed[field.id] = field.value;
        store(all);
      });
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const body = form.dataset.act === "review-minuted" ? { minutes: "" } : {};
      for (const field of fields(form)) {
        const value = field.value.trim();
        body[field.name] = "list" in field.dataset ? [value] : value;
      }
      const lacks = fields(form).find((each) => each.type !== "hidden" && !each.value.trim());
      wrong.hidden = !lacks;
      wrong.textContent = lacks ? spoken("Please fill this in; nothing was entered.") : "";
      if (lacks) { lacks.focus(); return; }
      const all = kept();
      const typed = {};
      for (const field of fields(form)) {
        if (field.type === "hidden") continue;
        typed[field.id] = field.value;
        delete all.typed[field.id];
        if (field.tagName !== "SELECT") field.value = "";
      }
      all.waits.push({ key: newKey(), act: form.dataset.act, body, typed });
      store(all);
      send();
    });
  }

  /* One after the other, each under a name by which it is entered once. */
  function send() {
    sending = sending || deliver().finally(() => { sending = null; });
    return sending;
  }
  async function deliver() {
    const token = (live.querySelector("[name=csrfmiddlewaretoken]") || {}).value;
    for (let first = kept().waits[0]; first; first = kept().waits[0]) {
      let answer;
      try {
        answer = await fetch(live.dataset.said + first.act, {
          method: "POST", body: JSON.stringify(first.body), credentials: "same-origin",
          headers: { "Content-Type": "application/json", "X-CSRFToken": token, "Idempotency-Key": first.key },
        });
      } catch (problem) { say(AWAY); return; }
      if (answer.status === 401 || answer.status === 403) {
        say(spoken("You are signed out, or may not say this any more. What you typed is kept in this browser."));
        return;
      }
      if (answer.status >= 500 || answer.status === 429) { say(spoken("It could not be entered yet; it is tried again.")); return; }
      const all = kept();
      all.waits.shift();
      if (!answer.ok) giveBack(first, await answer.json(), all);
      store(all);
      if (answer.ok) { say(spoken("Entered; both sides see it.")); await look(); }
    }
  }
  /* What was refused stands where it was typed, unless something else does by now. */
  function giveBack(refused, found, all) {
    const words = found.mistakes && found.mistakes.length ? found.mistakes.map((each) => each.message).join("; ") : found.detail;
    for (const [id, value] of Object.entries(refused.typed)) {
      const field = document.getElementById(id);
      if (!field || (field.value && field.tagName !== "SELECT")) continue;
      field.value = value;
      all.typed[id] = value;
    }
    const form = forms.find((each) => each.dataset.act === refused.act && fields(each).some((field) => field.id in refused.typed));
    const wrong = form && form.querySelector(".wrong");
    if (wrong) { wrong.hidden = false; wrong.textContent = words; }
    say(spoken("Not entered: {why}", { why: words }));
  }

  async function look() {
    const shown = document.getElementById("said");
    if (Date.now() - touched > PAUSES_AFTER) { say(spoken("Paused. Press any key to see what others add.")); return; }
    try {
      const answer = await fetch(`${live.dataset.news}?after=${shown.dataset.head}`, { credentials: "same-origin" });
      if (answer.status === 204) return;
      if (answer.redirected || !answer.ok) return;
      const held = document.createElement("template");
      held.innerHTML = await answer.text();
      const fresh = held.content.getElementById("said");
      if (!fresh) return;
      const wasHeld = shown.textContent;
      shown.replaceWith(fresh);
      if (fresh.textContent !== wasHeld && state && !kept().waits.length) say(spoken("Something was added."));
    } catch (problem) { if (forms.length) say(AWAY); }
  }

  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => { touched = Date.now(); }, { passive: true });
  addEventListener("online", () => { send(); });
  send();
  setInterval(() => { if (kept().waits.length) send(); look(); }, EVERY);
})();
