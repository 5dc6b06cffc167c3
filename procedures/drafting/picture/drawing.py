"""Draws a graph: three columns of boxes, and curves between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from procedures.engine.shortening import shortened

from .graph import FACT, FAMILY, QUESTION, Graph, Node

# Pixels between two boxes, and for the title of a section.
ROW, HEAD = 34, 44
BOX = 26
# {kind: (left of its column, width of its boxes, characters that fit)}
COLUMNS = {QUESTION: (150, 350, 46), FACT: (590, 230, 29), FAMILY: (910, 330, 43)}
WIDTH = 1260
MARGIN = 16
# How far to the left a curve between two questions may go, in pixels.
DEEPEST = 132


@dataclass(frozen=True, slots=True)
class Box:
    """A node with its place. ``state`` is « on », « off » or an empty string."""

    node: Node
    x: int
    y: int
    width: int
    text: str
    state: str = ""
    mark: str = ""

    @property
    def middle(self) -> int:
        return self.y + BOX // 2

    @property
    def text_x(self) -> int:
        return self.x + 10

    @property
    def text_y(self) -> int:
        return self.y + 18

    @property
    def mark_x(self) -> int:
        return self.x + self.width - 10


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a section, above its boxes."""

    x: int
    y: int
    text: str


@dataclass(frozen=True, slots=True)
class Curve:
    """A link from a node to a node that reads it, as the path of an SVG."""

    path: str
    state: str = ""


@dataclass(frozen=True, slots=True)
class Drawing:
    """All the shapes of a picture."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    titles: tuple[Title, ...]
    curves: tuple[Curve, ...]


def draw(
    graph: Graph,
    lit: set[str] | None = None,
    marks: Mapping[str, str] | None = None,
    only: set[str] | None = None,
) -> Drawing:
    """Return the drawing of a graph, or of the nodes of the ids ``only``.

    ``lit`` are the ids to bring out; the others are then faded. ``marks`` is {id: short words}.
    """
    look = _Look(lit, marks or {})
    shown = graph.in_order(graph.nodes.keys() if only is None else only)
    columns = [[node for node in shown if node.kind == kind] for kind in COLUMNS]
    height = max(map(_height, columns))
    boxes: dict[str, Box] = {}
    titles: list[Title] = []
    for nodes in columns:
        _column(nodes, height, look, boxes, titles)
    edges = [(one, other) for one, other in graph.edges() if one in boxes and other in boxes]
    curves = [_curve(boxes, one, other, lit) for one, other in edges]
    # The curves brought out are drawn last, above the others.
    curves.sort(key=lambda curve: curve.state == "on")
    return Drawing(WIDTH, height + MARGIN, tuple(boxes.values()), tuple(titles), tuple(curves))


@dataclass(frozen=True, slots=True)
class _Look:
    """The nodes to bring out, and the words written on them."""

    lit: set[str] | None
    marks: Mapping[str, str]

    def box(self, node: Node, y: int) -> Box:
        x, width, fits = COLUMNS[node.kind]
        mark = self.marks.get(node.id, "")
        state = "" if self.lit is None else "on" if node.id in self.lit else "off"
        text = shortened(node.label, fits - len(mark) - 2 if mark else fits)
        return Box(node, x, y, width, text, state, mark)


def _height(nodes: Sequence[Node]) -> int:
    sections = len({node.section for node in nodes})
    return MARGIN + sections * HEAD + len(nodes) * ROW


def _column(
    nodes: Sequence[Node], height: int, look: _Look, boxes: dict[str, Box], titles: list[Title]
) -> None:
    """Spread the boxes of a column over the height, below the titles of their sections."""
    spare = (height - _height(nodes)) // (len(nodes) + 1) if nodes else 0
    y, section = MARGIN, None
    for node in nodes:
        if node.section != section:
            section = node.section
            y += HEAD
            titles.append(Title(COLUMNS[node.kind][0], y - 12, capfirst(section)))
        boxes[node.id] = look.box(node, y)
        y += ROW + spare


def _curve(boxes: Mapping[str, Box], name: str, other: str, lit: set[str] | None) -> Curve:
    start, end = boxes[name], boxes[other]
    state = "" if lit is None else "on" if {name, other} <= lit else "off"
    if start.x == end.x:
        return Curve(_beside(start, end), state)
    x, to = start.x + start.width, end.x
    half = (x + to) // 2
    path = f"M{x} {start.middle}C{half} {start.middle} {half} {end.middle} {to} {end.middle}"
    return Curve(path, state)


def _beside(start: Box, end: Box) -> str:
    """Return a curve between two boxes of a column; the longer it is, the more it bends left."""
    far = start.x - min(24 + abs(end.y - start.y) // 9, DEEPEST)
    return f"M{start.x} {start.middle}C{far} {start.middle} {far} {end.middle} {end.x} {end.middle}"
