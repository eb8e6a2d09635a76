// Name each search field of the admin by its label: select2 leaves it without a name.
"use strict";
(() => {
  const name = (root) => {
    for (const field of root.querySelectorAll("select.admin-autocomplete")) {
      const label = root.querySelector(`label[for="${field.id}"]`);
      const box = field.parentElement.querySelector(".select2-selection");
      const chosen = box?.querySelector(".select2-selection__rendered");
      if (!label || !chosen) continue;
      label.id ||= `label-${field.id}`;
      box.setAttribute("aria-labelledby", `${label.id} ${chosen.id}`);
      chosen.setAttribute("aria-label", label.textContent.trim());
    }
  };
  window.addEventListener("load", () => name(document));
  document.addEventListener("formset:added", (event) => {
    window.setTimeout(() => name(event.target), 0);
  });
})();
