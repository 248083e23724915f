/* Brings a file in parts, by drag and drop too, and goes on where it was cut off. Without this
   script the form sends the file whole. */
"use strict";
(() => {
  const form = document.getElementById("bring");
  if (!form || !window.fetch || !File.prototype.slice) return;
  const drop = form.querySelector(".drop");
  const input = form.querySelector("input[type=file]");
  const told = document.getElementById("brought");
  const PART = 4 * 1024 * 1024;
  const LOOKED_AT = 64 * 1024 * 1024;
  const BROUGHT = "servanda brought";
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;

  const brought = sessionStorage.getItem(BROUGHT);
  sessionStorage.removeItem(BROUGHT);
  if (brought) say(spoken("{sent} is in the book. Submit it once all is there.", { sent: brought }));

  for (const kind of ["dragover", "dragleave", "drop"]) {
    drop.addEventListener(kind, (event) => {
      event.preventDefault();
      drop.classList.toggle("over", kind === "dragover");
      if (kind === "drop" && event.dataTransfer.files.length) bring(event.dataTransfer.files[0], event.dataTransfer.files[0].size <= LOOKED_AT);
    });
  }
  form.addEventListener("submit", (event) => {
    if (!input.files.length) return;
    event.preventDefault();
    bring(input.files[0], Boolean(event.submitter && event.submitter.name === "aside"));
  });

  function say(words, share) {
    told.textContent = words;
    if (share === undefined) return;
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = share;
    bar.setAttribute("aria-label", spoken("How much has come"));
    told.append(bar);
  }

  async function bring(file, aside) {
    if (aside && file.size > LOOKED_AT) {
      return say(spoken("Columns can be looked at in files of up to 64 MB. Take {name} in at once, or look at a shorter piece of it first.", { name: file.name }));
    }
    try {
      const sha256 = await digest(file);
      const known = `servanda upload ${form.dataset.uploads} ${sha256} ${file.name}${aside ? " aside" : ""}`;
      let upload = await begun(localStorage.getItem(known));
      if (!upload || upload.is_complete) {
        upload = await asked(form.dataset.uploads, "POST", JSON.stringify({ name: file.name, size: file.size, sha256, aside }), "application/json");
        localStorage.setItem(known, upload.key);
      }
      let offset = upload.received;
      for (let tries = 0; offset < file.size; ) {
        try {
          const part = await asked(`${form.dataset.uploads}/${upload.key}?offset=${offset}`, "PUT", file.slice(offset, offset + PART), "application/octet-stream");
          offset = part.received;
          upload = part;
          tries = 0;
        } catch (problem) {
          if (problem.offset !== undefined && problem.offset !== null) offset = problem.offset;
          else if (!(problem instanceof TypeError) || ++tries > 20) throw problem;
          say(spoken("The network is away; it goes on by itself."), offset / file.size);
          await new Promise((again) => setTimeout(again, 1000 * Math.min(tries, 10)));
        }
        say(spoken("Bringing {name}", { name: file.name }), offset / file.size);
      }
      await taken(upload, file.name);
      localStorage.removeItem(known);
      if (aside) return location.assign(form.dataset.columns.replace(/0\/$/, `${upload.key}/`));
      sessionStorage.setItem(BROUGHT, file.name);
      location.assign(form.dataset.after);
    } catch (problem) {
      say(spoken("Nothing was kept: {why}", { why: problem.message }));
    }
  }

  /* A long file is looked at in the background. One that is refused there is not there any more. */
  async function taken(upload, name) {
    for (let tries = 0; !upload.is_complete; ) {
      say(spoken("All of {name} has come and is looked at. You may leave this page meanwhile.", { name }));
      await new Promise((again) => setTimeout(again, 1000 * Math.min(++tries, 5)));
      try {
        upload = await asked(`${form.dataset.uploads}/${upload.key}`, "GET");
      } catch (problem) {
        if (!(problem instanceof TypeError)) throw new Error(spoken("it is not what its name says"));
      }
    }
  }

  async function begun(key) {
    if (!key) return null;
    try {
      return await asked(`${form.dataset.uploads}/${key}`, "GET");
    } catch (problem) {
      return null;
    }
  }

  async function asked(address, method, body, kind) {
    const headers = { "X-CSRFToken": token };
    if (kind) headers["Content-Type"] = kind;
    const response = await fetch(address, { method, body, headers, credentials: "same-origin" });
    const answer = await response.json();
    if (response.ok) return answer;
    const problem = new Error(answer.detail || spoken("please try again"));
    problem.offset = answer.offset;
    throw problem;
  }

  /* SHA-256 of a file of any length, a part at a time (FIPS 180-4). */
  async function digest(file) {
    const K = new Uint32Array(64);
    const state = new Uint32Array(8);
    let found = 0;
    for (let n = 2; found < 64; n++) {
      let prime = true;
      for (let d = 2; d * d <= n; d++) if (n % d === 0) { prime = false; break; }
      if (!prime) continue;
      const part = (root) => ((root - Math.floor(root)) * 4294967296) >>> 0;
      if (found < 8) state[found] = part(Math.sqrt(n));
      K[found++] = part(Math.cbrt(n));
    }
    const w = new Uint32Array(64);
    const turn = (x, by) => (x >>> by) | (x << (32 - by));
    const block = (view, at) => {
      for (let i = 0; i < 16; i++) w[i] = view.getUint32(at + 4 * i);
      for (let i = 16; i < 64; i++) {
        const a = w[i - 15], b = w[i - 2];
        w[i] = w[i - 16] + (turn(a, 7) ^ turn(a, 18) ^ (a >>> 3)) + w[i - 7] + (turn(b, 17) ^ turn(b, 19) ^ (b >>> 10));
      }
      let [a, b, c, d, e, f, g, h] = state;
      for (let i = 0; i < 64; i++) {
        const one = (h + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + ((e & f) ^ (~e & g)) + K[i] + w[i]) | 0;
        const two = ((turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
        h = g; g = f; f = e; e = (d + one) | 0; d = c; c = b; b = a; a = (one + two) | 0;
      }
      [a, b, c, d, e, f, g, h].forEach((value, i) => { state[i] += value; });
    };
    for (let at = 0; at < file.size; at += PART) {
      const last = at + PART >= file.size;
      let bytes = new Uint8Array(await file.slice(at, at + PART).arrayBuffer());
      if (last) {
        const padded = new Uint8Array(((bytes.length + 8) >> 6) * 64 + 64);
        padded.set(bytes);
        padded[bytes.length] = 0x80;
        const view = new DataView(padded.buffer);
        view.setUint32(padded.length - 8, Math.floor(file.size / 536870912));
        view.setUint32(padded.length - 4, (file.size << 3) >>> 0);
        bytes = padded;
      }
      const view = new DataView(bytes.buffer);
      for (let i = 0; i < bytes.length; i += 64) block(view, i);
      say(spoken("Looking at {name}", { name: file.name }), Math.min(1, (at + PART) / file.size));
    }
    return [...state].map((value) => value.toString(16).padStart(8, "0")).join("");
  }
})();
