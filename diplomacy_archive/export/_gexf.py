"""Write who met whom as a GEXF graph for Gephi: people, and an edge for each two, dated by their meetings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import chain
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from diplomacy_archive.export._chosen import Chosen, Language, Namer
from diplomacy_archive.export._sheets import unprinted
from diplomacy_archive.files._write import FileKind, replacing
from diplomacy_archive.records import _models as m

_GRAPH = FileKind("a graph", lambda start: b"<gexf " in start)
_NODE = {"sides": "string", "offices": "string", "meetings": "integer"}
_EDGE = {"meetings": "integer", "ids": "string", "areas": "string", "articles": "string", "quotes": "string"}


def export_gexf(chosen: Chosen, target: Path, lang: Language) -> list[Path]:
    """Write the graph (GEXF 1.3); somebody whom an article does not name is a node of that meeting alone."""
    namer = Namer(chosen.archive, lang)
    people: dict[str, list[m.Participant]] = {}
    met: dict[str, set[str]] = {}
    pairs: dict[tuple[str, str], dict[str, m.Meeting]] = {}
    for pair in chosen.pairs:
        ends = [(one.person or f"{pair.meeting.id} {one.key}", one) for one in (pair.one, pair.other)]
        for id_, one in ends:
            people.setdefault(id_, []).append(one)
            met.setdefault(id_, set()).add(pair.meeting.id)
        first, second = sorted(id_ for id_, _ in ends)
        pairs.setdefault((first, second), {})[pair.meeting.id] = pair.meeting
    root = Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    SubElement(SubElement(root, "meta"), "description").text = "who met whom; each edge has its articles and quotes"
    graph = SubElement(root, "graph", {"defaultedgetype": "undirected", "mode": "dynamic", "timeformat": "date"})
    for kind, attributes in (("node", _NODE), ("edge", _EDGE)):
        declared = SubElement(graph, "attributes", {"class": kind})
        for name, type_ in attributes.items():
            SubElement(declared, "attribute", {"id": f"{kind}-{name}", "title": name, "type": type_})
    nodes = SubElement(graph, "nodes", {"count": str(len(people))})
    for id_, shown in people.items():
        node = SubElement(nodes, "node", {"id": id_, "label": unprinted(namer.participant(shown[0]))})
        offices = (capacity.printed for one in shown for capacity in one.capacities)
        sides = (namer.name(one.side) for one in shown)
        values = {"sides": sides, "offices": offices, "meetings": [str(len(met[id_]))]}
        _values(node, "node", values)
    edges = SubElement(graph, "edges", {"count": str(len(pairs))})
    for (first, second), meetings in pairs.items():
        weight = {"weight": str(len(meetings)), "source": first, "target": second}
        edge = SubElement(edges, "edge", {"id": f"{first} – {second}", **weight})
        articles = dict.fromkeys(chain.from_iterable(meeting.articles for meeting in meetings.values()))
        cited = chain.from_iterable(_cited(meeting) for meeting in meetings.values())
        values = {
            "meetings": [str(len(meetings))],
            "ids": meetings,
            "areas": map(namer.name, chain.from_iterable(meeting.areas for meeting in meetings.values())),
            "articles": (namer.article(id_).citation(lang=lang) for id_ in articles),
            "quotes": cited,
        }
        _values(edge, "edge", values)
        if days := sorted({day for meeting in meetings.values() for day in meeting.dates}):
            spells = SubElement(edge, "spells")
            for day in days:
                SubElement(spells, "spell", {"start": day.isoformat(), "end": day.isoformat()})
    indent(root)
    with replacing(target, kind=_GRAPH) as temporary:
        ElementTree(root).write(temporary, encoding="utf-8", xml_declaration=True)
    return [target]


def _cited(meeting: m.Meeting) -> list[str]:
    return [f"{one.article} §{one.paragraph} “{one.phrase}”" for one in meeting.quotes]


def _values(element: Element, kind: str, values: Mapping[str, Iterable[str]]) -> None:
    found = SubElement(element, "attvalues")
    for name, parts in values.items():
        if text := unprinted("; ".join(dict.fromkeys(parts))):
            SubElement(found, "attvalue", {"for": f"{kind}-{name}", "value": text})
