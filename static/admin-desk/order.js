// Lines inside an entry are moved by buttons, or dragged; their place is written for them. Without
// this script the number of the place is a field like another.

const LINE = ".desk-line:not(.empty-form)";
const inputOf = (line) => line.querySelector("input[name$='-position']");
const nameOf = (line) => line.querySelector(".inline_label")?.textContent.trim() || "cette ligne";

function made(tag, attributes, ...content) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...content);
  return element;
}

class Group {
  constructor(root) {
    this.root = root;
    this.said = made("p", { role: "status", class: "visually-hidden" });
    root.append(this.said);
    this.lines().forEach((line) => this.offer(line));
    root.addEventListener("formset:added", (event) => this.offer(event.target));
  }

  lines() {
    return [...this.root.querySelectorAll(LINE)];
  }

  offer(line) {
    const input = inputOf(line);
    if (!input || line.querySelector(".desk-line__order")) return;
    input.closest(".fieldBox, .form-row").hidden = true;
    const handle = made("span", { class: "desk-line__handle", draggable: "true", title: "Déplacer", "aria-hidden": "true" }, "⠿");
    handle.addEventListener("dragstart", () => { this.dragged = line; });
    handle.addEventListener("dragend", () => this.drop());
    line.addEventListener("dragover", (event) => this.over(event, line));
    const tools = made("div", { class: "desk-line__order" }, handle, this.button(line, -1), this.button(line, 1));
    line.classList.add("desk-line--ordered");
    line.querySelector(".desk-line__fold").after(tools);
  }

  button(line, step) {
    const words = made("span", { class: "visually-hidden" }, step < 0 ? "Monter : " : "Descendre : ", nameOf(line));
    const button = made("button", { type: "button" }, step < 0 ? "↑" : "↓", words);
    button.addEventListener("click", () => {
      const lines = this.lines();
      const other = lines[lines.indexOf(line) + step];
      if (!other) return;
      if (step < 0) other.before(line);
      else other.after(line);
      this.write(line);
      button.focus();
    });
    return button;
  }

  over(event, line) {
    if (!this.dragged || this.dragged === line || this.dragged.parentNode !== line.parentNode) return;
    event.preventDefault();
    const box = line.getBoundingClientRect();
    if (event.clientY < box.top + box.height / 2) line.before(this.dragged);
    else line.after(this.dragged);
  }

  drop() {
    if (this.dragged) this.write(this.dragged);
    this.dragged = null;
  }

  write(moved) {
    const lines = this.lines();
    lines.forEach((line, place) => { inputOf(line).value = place; });
    this.said.textContent = `${nameOf(moved)} : place ${lines.indexOf(moved) + 1} sur ${lines.length}.`;
  }
}

for (const root of document.querySelectorAll(".inline-group")) {
  if (root.querySelector("input[name$='-position']")) new Group(root);
}
