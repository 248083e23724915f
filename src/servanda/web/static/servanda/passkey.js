/* Makes a passkey that a party signs with, and signs with it. What is asked of the device is the
   digest of the text that stands on the page; the secret never leaves the device. */
"use strict";
(() => {
  if (!window.PublicKeyCredential || !window.crypto || !crypto.subtle) return;
  const ES256 = -7, EDDSA = -8, RS256 = -257;
  const make = document.getElementById("make-passkey");
  const sign = document.getElementById("sign-with-passkey");
  const told = document.getElementById("passkey-told");

  if (make) {
    make.hidden = false;
    make.addEventListener("click", () => tried(made));
  }
  if (sign) {
    sign.hidden = false;
    sign.addEventListener("click", () => tried(signed));
  }

  async function tried(does) {
    told.textContent = "";
    try {
      await does();
    } catch (problem) {
      told.textContent = problem.name === "NotAllowedError"
        ? spoken("The device has not signed: it was called off, took too long, or does not have this passkey.")
        : spoken("The device has not signed: {why}", { why: problem.message });
    }
  }

  async function made() {
    const site = make.dataset.site;
    const credential = await navigator.credentials.create({ publicKey: {
      rp: { id: site, name: "Servanda" },
      user: {
        id: crypto.getRandomValues(new Uint8Array(32)),
        name: spoken("Signs: {name}", { name: make.dataset.name }),
        displayName: spoken("Signs: {name}", { name: make.dataset.name }),
      },
      challenge: crypto.getRandomValues(new Uint8Array(32)),
      pubKeyCredParams: [ES256, RS256, EDDSA].map((alg) => ({ type: "public-key", alg })),
      // It signs entries and lets nobody in, so that it need not offer itself for signing in.
      authenticatorSelection: { residentKey: "discouraged", userVerification: "required" },
      attestation: "none",
    } });
    const key = credential.response.getPublicKey();
    if (!key) throw new Error(spoken("it has made a key of a sort that cannot be verified"));
    document.getElementById("key").value = `passkey:${site}:${written(credential.rawId)}:${written(key)}`;
    told.textContent = spoken("The passkey is made. Go on to the proposal.");
  }

  async function signed() {
    const draft = JSON.parse(document.getElementById("draft").value);
    const challenge = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(draft.to_sign));
    const { response } = await navigator.credentials.get({ publicKey: {
      challenge,
      rpId: sign.dataset.site,
      allowCredentials: [{ type: "public-key", id: read(sign.dataset.credential) }],
      userVerification: "required",
    } });
    const parts = [response.authenticatorData, response.clientDataJSON, response.signature];
    const signature = { key: JSON.parse(draft.to_sign).key, at: draft.at, value: parts.map(written).join(".") };
    const field = document.getElementById("signature");
    field.value = JSON.stringify({ signature });
    field.form.submit();
  }

  function written(buffer) {
    const text = String.fromCharCode(...new Uint8Array(buffer));
    return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
  }

  function read(text) {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));
  }
})();
