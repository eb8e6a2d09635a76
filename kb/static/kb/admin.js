// Name each search field of the admin by its label: select2 leaves it without a name.
// It makes its fields when it likes, also in parts added later, so each is named as it
// appears.
"use strict";
(() => {
  const name = () => {
    for (const field of document.querySelectorAll("select.admin-autocomplete")) {
      const label = document.querySelector(`label[for="${field.id}"]`);
      const box = field.parentElement.querySelector(".select2-selection");
      const chosen = box?.querySelector(".select2-selection__rendered");
      if (!label || !chosen || chosen.hasAttribute("aria-label")) continue;
      label.id ||= `label-${field.id}`;
      box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
      chosen.setAttribute("aria-label", label.textContent.trim());
    }
  };
  new MutationObserver(name).observe(document.body, { childList: true, subtree: true });
  name();
})();
