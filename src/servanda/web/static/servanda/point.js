/* Says what pointing at a column means as soon as one has. Without this script a button does. */
"use strict";
(() => {
  const form = document.getElementById("point");
  const verdict = document.getElementById("verdict");
  if (!form || !verdict || !window.fetch) return;
  let asked = 0;

  form.addEventListener("change", async (event) => {
    if (event.target.id === "table") return form.requestSubmit();
    if (!event.target.name.startsWith("column-")) return;
    const mine = ++asked;
    const sent = new URLSearchParams(new FormData(form));
    sent.delete("csrfmiddlewaretoken");
    verdict.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(`${form.dataset.address}?${sent}`, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("verdict");
      if (mine !== asked || !found) return;
      verdict.replaceChildren(...found.childNodes);
      history.replaceState(null, "", `${form.dataset.address}?${sent}`);
    } catch (problem) {
      /* The button says the same once the network is back. */
    } finally {
      if (mine === asked) verdict.removeAttribute("aria-busy");
    }
  });
})();
