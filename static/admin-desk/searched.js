// Long lists are searched while one types, as Django's own are: every word must be said, in any
// order, with or without accents. Without this script they are lists like any other.

const bare = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const said = (text, words) => words.every((word) => bare(text).includes(word));

function matcher(params, data) {
  const words = bare(params.term ?? "").split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  if (!data.children) return said(data.text, words) ? data : null;
  const children = data.children.filter((one) => said(`${data.text} ${one.text}`, words));
  return children.length ? { ...data, children } : null;
}

const jQuery = window.django?.jQuery;
if (jQuery?.fn.select2) {
  for (const select of document.querySelectorAll("select.desk-searched")) {
    jQuery(select).select2({ matcher, width: "100%" });
  }
}
