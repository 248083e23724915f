/* Escape closes what a term means, and goes back to the term. Without this script it is closed by
   the same key that opened it. */
"use strict";
document.addEventListener("keydown", (pressed) => {
  if (pressed.key !== "Escape") return;
  const open = document.querySelector("details.term[open]");
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});
