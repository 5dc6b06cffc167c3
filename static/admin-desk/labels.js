// The boxes that searched lists are made of have no label: they get their field's.

function labelOf(select) {
  return document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
}

function name(select) {
  const box = select.nextElementSibling;
  const label = labelOf(select);
  if (!label || !box || !box.classList.contains("select2")) return;
  label.id = label.id || `${select.id}-label`;
  // What is chosen is read after the label.
  const single = box.querySelector(".select2-selection--single");
  const shown = box.querySelector(".select2-selection__rendered");
  if (single && shown) {
    single.setAttribute("aria-labelledby", `${label.id} ${shown.id}`);
    // Empty, it has no words of its own.
    shown.setAttribute("aria-labelledby", label.id);
  }
  const search = box.querySelector(".select2-search__field");
  if (search) search.setAttribute("aria-label", label.textContent.trim().replace(/\s*:$/, ""));
}

// The list of what is chosen also holds a button and a field, which no list may.
function unlist(box) {
  for (const list of box.querySelectorAll("ul.select2-selection__rendered")) {
    list.setAttribute("role", "presentation");
    for (const item of list.children) {
      if (item.localName === "li") item.setAttribute("role", "presentation");
    }
  }
}

function watch(select) {
  const box = select.nextElementSibling;
  if (!select.multiple || !box) return;
  unlist(box);
  new MutationObserver(() => unlist(box)).observe(box, { childList: true, subtree: true });
}

function nameAll(root) {
  root.querySelectorAll("select.admin-autocomplete, select.desk-searched").forEach((select) => {
    name(select);
    watch(select);
  });
}

// Another script makes the boxes, a moment after the page is ready or a line is added.
window.addEventListener("load", () => setTimeout(() => nameAll(document)));
document.addEventListener("formset:added", (event) => setTimeout(() => nameAll(event.target)));
