/* Says how far work in the background is while it goes on. Without this script a link does. */
"use strict";
(() => {
  const jobs = document.getElementById("jobs");
  if (!jobs || !window.fetch) return;

  async function look() {
    try {
      const answer = await fetch(jobs.dataset.address, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const found = page.getElementById("jobs");
      if (!found) return;
      jobs.replaceChildren(...found.childNodes);
      if (found.dataset.goesOn) setTimeout(look, 3000);
    } catch (problem) {
      setTimeout(look, 10000);
    }
  }

  if (jobs.dataset.goesOn) setTimeout(look, 3000);
})();
