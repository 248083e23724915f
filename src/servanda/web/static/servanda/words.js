/* Says what scripts say in the reader's language. The page brings the words; English needs none. */
"use strict";
const spoken = (() => {
  const words = {};
  for (const each of document.querySelectorAll("script.words")) Object.assign(words, JSON.parse(each.textContent));
  return (text, values = {}) => (words[text] || text).replace(/\{(\w+)\}/g, (place, name) => (name in values ? values[name] : place));
})();
