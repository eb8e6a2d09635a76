// Fills the placeholders of a letter from a form on the same page.
// Nothing is sent or stored; without a script the letter is read as it stands.
"use strict";

for (const form of document.querySelectorAll(".letter-form")) {
  const letter = form.parentElement.querySelector(".letter");
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", (event) => {
    const name = event.target.dataset.fills;
    const words = event.target.value.trim();
    for (const slot of letter.querySelectorAll(".slot")) {
      if (slot.dataset.slot === name) {
        slot.textContent = words || `[${name}]`;
        slot.classList.toggle("filled", words !== "");
      }
    }
  });
}
