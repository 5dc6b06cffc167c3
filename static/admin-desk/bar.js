// « / » puts the cursor in the search, unless something is being typed.

const search = document.getElementById("desk-q");

function isTyping(target) {
  return target.isContentEditable || /^(input|textarea|select)$/i.test(target.tagName);
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!search || isTyping(event.target)) return;
  event.preventDefault();
  search.focus();
  search.select();
});

// The menu of the account closes with Escape, and when one leaves it.
const account = document.getElementById("user-tools");
if (account) {
  account.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    account.open = false;
    account.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!account.contains(event.target)) account.open = false;
  });
}
