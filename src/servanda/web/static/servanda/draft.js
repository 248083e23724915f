/* Says while one types what is wrong with a draft and what it changes, keeps it on the server, and
   offers the words that can stand at a place. Without this script the form saves and checks. */
"use strict";
(() => {
  const form = document.getElementById("draft");
  if (!form || !window.fetch) return;
  const area = form.elements.text;
  const was = form.elements.was;
  const token = form.elements.csrfmiddlewaretoken.value;
  const wrong = document.getElementById("drafted-wrong");
  const changes = document.getElementById("drafted-changes");
  const state = document.getElementById("drafted-state");
  const offered = document.getElementById("offered");
  const kept = `servanda draft ${form.dataset.check}`;
  let timer = null;
  let asking = false;
  let again = false;
  let sent = area.value;

  area.addEventListener("input", () => {
    hide();
    localStorage.setItem(kept, JSON.stringify({ was: was.value, text: area.value }));
    state.textContent = spoken("Not saved yet");
    clearTimeout(timer);
    timer = setTimeout(ask, 600);
  });
  form.addEventListener("submit", () => localStorage.removeItem(kept));
  window.addEventListener("online", ask);
  wrong.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-line]");
    if (!link) return;
    event.preventDefault();
    goto(Number(link.dataset.line), Number(link.dataset.column));
  });

  restore();

  /* What was typed before the network or the session went away comes back. */
  function restore() {
    let left = null;
    try {
      left = JSON.parse(localStorage.getItem(kept));
    } catch (problem) {
      left = null;
    }
    if (!left || left.text === area.value) return localStorage.removeItem(kept);
    if (left.was !== was.value) return;
    area.value = left.text;
    ask();
  }

  async function ask() {
    if (asking) {
      again = true;
      return;
    }
    asking = true;
    const text = area.value;
    const body = new URLSearchParams({ text, was: was.value, save: "yes" });
    try {
      const response = await fetch(form.dataset.check, { method: "POST", body, headers: { "X-CSRFToken": token }, credentials: "same-origin" });
      if (response.redirected || !(response.headers.get("Content-Type") || "").includes("json")) throw new TypeError("signed out");
      const answer = await response.json();
      if (answer.refused) {
        state.textContent = spoken("Not saved: {why}", { why: answer.refused });
      } else {
        was.value = answer.was;
        sent = text;
        if (area.value === sent) {
          localStorage.removeItem(kept);
          state.textContent = spoken("Saved");
        }
        show(answer);
        offerActs(answer);
      }
    } catch (problem) {
      state.textContent = spoken("The book is not reached. What you typed stays here, and is sent when it is back.");
      timer = setTimeout(ask, 5000);
    }
    asking = false;
    if (again) {
      again = false;
      ask();
    }
  }

  function show(answer) {
    area.toggleAttribute("aria-invalid", false);
    if (answer.wrong.length) area.setAttribute("aria-invalid", "true");
    wrong.replaceChildren(...(answer.wrong.length ? answer.wrong.map(mistake) : [item("none", spoken("Nothing."))]));
    const words = answer.changes.length ? answer.changes : [answer.wrong.length ? spoken("That is said once nothing is wrong.") : spoken("Nothing so far.")];
    const card = document.createElement("div");
    card.className = "card padded";
    card.append(...words.map((line) => paragraph(line)));
    changes.replaceChildren(card);
  }

  /* Buttons for what can be done with the draft come and go as it changes. */
  function offerActs(answer) {
    const sound = !answer.wrong.length && answer.changes.length > 0;
    for (const each of document.querySelectorAll("[data-when]")) {
      each.hidden = each.dataset.when === "sound" ? !sound : false;
    }
    document.getElementById("drafted-head").textContent = spoken("Your draft is saved; nobody else sees it before you propose it.");
  }

  function mistake(each) {
    const found = item("", "");
    const link = document.createElement("a");
    link.href = "#text";
    link.dataset.line = each.line;
    link.dataset.column = each.column;
    link.textContent = spoken("Line {line}, column {column}", { line: each.line, column: each.column });
    found.append(link, paragraph(each.message));
    if (each.hint) found.append(paragraph(each.hint, "soft"));
    return found;
  }

  function item(name, words) {
    const found = document.createElement("li");
    if (name) found.className = name;
    found.textContent = words;
    return found;
  }

  function paragraph(words, name) {
    const found = document.createElement("p");
    if (name) found.className = name;
    found.textContent = words;
    return found;
  }

  function goto(line, column) {
    const lines = area.value.split("\n");
    const at = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
    area.focus();
    area.setSelectionRange(at + column - 1, at + (lines[line - 1] || "").length);
    const height = parseFloat(getComputedStyle(area).lineHeight) || 18;
    area.scrollTop = Math.max(0, (line - 5) * height);
  }

  /* Completion: the keys above the line, by their indentation, say where one is. */
  area.addEventListener("keydown", (event) => {
    if (event.key === " " && event.ctrlKey) {
      event.preventDefault();
      offer();
    } else if (event.key === "Escape" && !offered.hidden) {
      event.preventDefault();
      hide();
    } else if (event.key === "ArrowDown" && !offered.hidden) {
      event.preventDefault();
      offered.querySelector("button").focus();
    }
  });
  offered.addEventListener("keydown", (event) => {
    const step = { ArrowDown: "nextElementSibling", ArrowUp: "previousElementSibling" }[event.key];
    if (event.key === "Escape") {
      hide();
      area.focus();
    } else if (step) {
      event.preventDefault();
      const next = event.target.closest("li")[step];
      if (next) next.querySelector("button").focus();
      else if (event.key === "ArrowUp") area.focus();
    }
  });

  function place() {
    const before = area.value.slice(0, area.selectionStart).split("\n");
    const current = before[before.length - 1];
    const path = [];
    let indent = current.search(/\S|$/);
    for (let index = before.length - 2; index >= 0; index--) {
      const found = /^(\s*)([^#\s][^:]*):\s*(#.*)?$/.exec(before[index]);
      if (found && found[1].length < indent) {
        path.unshift(found[2].trim().replace(/^["']|["']$/g, ""));
        indent = found[1].length;
      }
    }
    return { path, typed: current.trim() };
  }

  async function offer() {
    const { path, typed } = place();
    const query = new URLSearchParams(path.map((each) => ["at", each]));
    try {
      const answer = await (await fetch(`${form.dataset.words}?${query}`, { credentials: "same-origin" })).json();
      const words = answer.words.filter((each) => each.word.startsWith(typed));
      if (!words.length) return hide();
      offered.replaceChildren(...words.map((each) => choice(each, typed)));
      offered.hidden = false;
      offered.querySelector("button").focus();
    } catch (problem) {
      hide();
    }
  }

  function choice(each, typed) {
    const found = item("", "");
    found.setAttribute("role", "none");
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.setAttribute("role", "option");
    button.textContent = each.word;
    if (each.meaning) {
      const meaning = document.createElement("span");
      meaning.className = "soft";
      meaning.textContent = ` ${each.meaning}`;
      button.append(meaning);
    }
    button.addEventListener("click", () => {
      const at = area.selectionStart;
      area.setRangeText(`${each.word}: `, at - typed.length, at, "end");
      hide();
      area.focus();
      area.dispatchEvent(new Event("input"));
    });
    found.append(button);
    return found;
  }

  function hide() {
    offered.hidden = true;
  }
})();
