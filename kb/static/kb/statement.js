// The preview of a statement follows what is typed; a click on a slot puts it in.
"use strict";
(() => {
  const place = document.getElementById("preview");
  const text = document.getElementById("id_text");
  if (!place || !text) return;
  let waiting = 0;
  let asked = 0;
  const show = async () => {
    const mine = (asked += 1);
    const typed = new FormData(text.form);
    typed.append("part", "yes");
    const answer = await fetch(place.dataset.address, { method: "POST", body: typed });
    if (answer.ok && !answer.redirected && mine === asked) {
      place.innerHTML = await answer.text();
      offer();
    }
  };
  const soon = () => {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(show, 300);
  };
  const offer = () => {
    for (const slot of place.querySelectorAll("code.slot")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "slot";
      button.textContent = slot.textContent;
      button.setAttribute("aria-label", `Put in ${slot.textContent}`);
      button.addEventListener("click", () => {
        text.setRangeText(slot.textContent, text.selectionStart, text.selectionEnd, "end");
        text.focus();
        soon();
      });
      slot.replaceWith(button);
    }
  };
  text.form.addEventListener("input", soon);
  text.form.addEventListener("change", soon);
  // The search fields of the admin tell jQuery alone that somebody chose.
  window.django?.jQuery(text.form).on("change", "select", soon);
  offer();
})();
