"""Fill a Word template: only names that are listed, plain loops over our tables, "if" of a name; nothing else runs.

What a template says is read as a tree before anything of it runs, and whatever is not known there is refused. It runs
in a sandbox even so.
"""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from docx.opc.constants import RELATIONSHIP_TYPE
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

from periodic.documents.rules.inside.package import Bad, judge

# What holds others, and what is looked into one by one.
_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Not)
_LOOPS, _ROWS = 12, 4_000
_FACTS = "/metadata/core-properties"


class Strict(ImmutableSandboxedEnvironment):
    """Compiles only what it knows; remembers which names it met."""

    def __init__(self, names: set[str], tables: Mapping[str, set[str]]) -> None:
        super().__init__(autoescape=True, extensions=[])
        self.filters.clear()
        self.tests.clear()
        self.globals.clear()
        self.names, self.tables = names, tables
        self.met: set[str] = set()
        self.loops = 0

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        self._judge(tree, {})
        return tree

    def _judge(self, node: nodes.Node, inside: dict[str, set[str]]) -> None:
        """Raise Bad for a node that is not known; `inside` are the fields of the row of the loop around it."""
        if isinstance(node, nodes.For):
            self._each(node.body, self._loop(node, inside))
        elif isinstance(node, nodes.If):
            # Whether a table has rows may be asked, too.
            is_table = isinstance(node.test, nodes.Name) and node.test.name in self.tables
            asked = () if is_table else (node.test,)
            self._each((*asked, *node.body, *node.elif_, *node.else_), inside)
        elif isinstance(node, nodes.Name):
            self._name(node, inside)
        elif isinstance(node, nodes.Getattr):
            self._field(node, inside)
        elif isinstance(node, _PLAIN):
            self._each(node.iter_child_nodes(), inside)
        else:
            raise Bad("expression", type(node).__name__)

    def _each(self, found: Iterable[nodes.Node], inside: dict[str, set[str]]) -> None:
        for node in found:
            self._judge(node, inside)

    def _name(self, node: nodes.Name, inside: dict[str, set[str]]) -> None:
        if node.ctx != "load" or node.name in inside or node.name in self.tables:
            raise Bad("expression", node.name)
        if node.name not in self.names:
            raise Bad("unknown", node.name)
        self.met.add(node.name)

    def _field(self, node: nodes.Getattr, inside: dict[str, set[str]]) -> None:
        row = node.node
        if not isinstance(row, nodes.Name) or row.name not in inside:
            raise Bad("expression", node.attr)
        if node.attr not in inside[row.name]:
            raise Bad("unknown", f"{row.name}.{node.attr}")

    def _loop(self, node: nodes.For, inside: dict[str, set[str]]) -> dict[str, set[str]]:
        """Return the fields of the row that a loop names; no loop stands in another."""
        self.loops += 1
        over, row = node.iter, node.target
        is_plain = not (inside or node.else_ or node.test or node.recursive or self.loops > _LOOPS)
        if not (is_plain and isinstance(over, nodes.Name) and isinstance(row, nodes.Name)):
            raise Bad("expression", "for")
        if over.name not in self.tables:
            raise Bad("unknown", over.name)
        if row.name in self.names or row.name in self.tables or row.name == "loop":
            raise Bad("expression", row.name)
        self.met.add(over.name)
        return {row.name: self.tables[over.name]}


class _Template(DocxTemplate):  # type: ignore[misc]  # the library ships no types
    """A template whose facts of itself are ours: nothing runs there, and nobody who made it is named."""

    def render_properties(self, context: dict[str, Any], _engine: object = None) -> None:
        """Say what it is."""
        relations = self.docx.part.package.rels
        for key, one in list(relations.items()):
            # Another office program spells this relation its own way: the library would add a second part of the name.
            if one.reltype.endswith(_FACTS) and one.reltype != RELATIONSHIP_TYPE.CORE_PROPERTIES:
                del relations[key]
        said = self.docx.core_properties
        said.title = context["ten_bao_cao"]
        said.author = said.last_modified_by = said.comments = said.subject = said.keywords = ""


def fill(path: Path, made: Path, told: Mapping[str, Any]) -> list[str]:
    """Write the filled template, and judge it as it came; return which placeholders it has.

    The library takes some of the text for XML when it fills (what stands in braces within "raw").
    """
    words: dict[str, str] = told["words"]
    tables: dict[str, list[dict[str, str]]] = {
        name: rows[:_ROWS] for name, rows in told["tables"].items()
    }
    fields = {name: set(known) for name, known in told["fields"].items()}
    strict = Strict(set(words), fields)
    template = _Template(str(path))
    try:
        template.render({**words, **tables}, jinja_env=strict, autoescape=True)
    except TemplateSyntaxError as error:
        raise Bad("syntax", str(error.message)) from error
    except RecursionError as error:
        # Braces within braces, deeper than anybody means them.
        raise Bad("syntax") from error
    except Exception as error:
        bad = _bad_behind(error)
        if bad is None:
            raise
        raise bad from error
    template.save(str(made))
    judge(made)
    return sorted(strict.met)


def _bad_behind(error: BaseException | None) -> Bad | None:
    """Return what we said no to, in which library's words ever it arrives."""
    while error is not None:
        if isinstance(error, Bad):
            return error
        error = error.__cause__ or error.__context__
    return None
