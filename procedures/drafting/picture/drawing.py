"""From a graph to the shapes of a picture: three columns of boxes, and curves between them."""

from dataclasses import dataclass

from django.utils.text import capfirst

from .graph import FACT, FAMILY, QUESTION

ROW, HEAD = 34, 44  # pixels from one box to the next, and for the title of a section
BOX = 26
# kind: (left side of the column, width of its boxes, characters that fit)
COLUMNS = {QUESTION: (150, 350, 46), FACT: (590, 230, 29), FAMILY: (910, 330, 43)}
WIDTH = 1260
MARGIN = 16
DEEPEST = 132  # how far a curve between two questions goes to the left


@dataclass(frozen=True, slots=True)
class Box:
    """A node with its place; ``state`` is « on », « off » or nothing."""

    node: object
    x: int
    y: int
    width: int
    text: str
    state: str = ""
    mark: str = ""

    @property
    def middle(self):
        return self.y + BOX // 2

    @property
    def text_x(self):
        return self.x + 10

    @property
    def text_y(self):
        return self.y + 18

    @property
    def mark_x(self):
        return self.x + self.width - 10


@dataclass(frozen=True, slots=True)
class Title:
    """The name of a section, above its boxes."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A link from what is read to what reads it, as the path of an SVG."""

    path: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """All the shapes of a picture."""

    width: int
    height: int
    boxes: tuple
    titles: tuple
    curves: tuple


def draw(graph, lit=None, marks=None):
    """Draw a graph; ``lit``: the ids to bring out, if any; ``marks``: words for some of them."""
    look = _Look(lit, marks or {})
    columns = [[node for node in graph.nodes.values() if node.kind == kind] for kind in COLUMNS]
    height = max(map(_height, columns))
    boxes, titles = {}, []
    for nodes in columns:
        _column(nodes, height, look, boxes, titles)
    curves = [_curve(boxes, one, other, lit) for one, other in graph.edges()]
    # What is brought out is drawn last: over the rest.
    curves.sort(key=lambda curve: curve.state == "on")
    return Drawing(WIDTH, height + MARGIN, tuple(boxes.values()), tuple(titles), tuple(curves))


@dataclass(frozen=True, slots=True)
class _Look:
    """What is brought out, and what is written on it."""

    lit: set | None
    marks: dict

    def box(self, node, y):
        x, width, fits = COLUMNS[node.kind]
        mark = self.marks.get(node.id, "")
        state = "" if self.lit is None else "on" if node.id in self.lit else "off"
        text = _cut(node.label, fits - len(mark) - 2 if mark else fits)
        return Box(node, x, y, width, text, state, mark)


def _height(nodes):
    sections = len({node.section for node in nodes})
    return MARGIN + sections * HEAD + len(nodes) * ROW


def _column(nodes, height, look, boxes, titles):
    """Spread the boxes of one column over the height, under the titles of their sections."""
    spare = (height - _height(nodes)) // (len(nodes) + 1) if nodes else 0
    y, section = MARGIN, None
    for node in nodes:
        if node.section != section:
            section = node.section
            y += HEAD
            titles.append(Title(COLUMNS[node.kind][0], y - 12, capfirst(section)))
        boxes[node.id] = look.box(node, y)
        y += ROW + spare


def _cut(text, length):
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"


def _curve(boxes, name, other, lit):
    start, end = boxes[name], boxes[other]
    state = "" if lit is None else "on" if {name, other} <= lit else "off"
    if start.x == end.x:
        return Curve(_beside(start, end), state)
    x, to = start.x + start.width, end.x
    half = (x + to) // 2
    path = f"M{x} {start.middle}C{half} {start.middle} {half} {end.middle} {to} {end.middle}"
    return Curve(path, state)


def _beside(start, end):
    """Return a curve between two boxes of one column: round the left, the further the longer."""
    far = start.x - min(24 + abs(end.y - start.y) // 9, DEEPEST)
    return f"M{start.x} {start.middle}C{far} {start.middle} {far} {end.middle} {end.x} {end.middle}"
