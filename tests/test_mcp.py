"""An assistant is answered with records, their words and where these stand; a slip is told so that it is mended."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from archives import archive as made_up
from shipped import LAVROV, LEADERS, PUTIN, id_of, records
from shipped import archive as shipped

import diplomacy_archive as da
from diplomacy_archive.cli import main
from diplomacy_archive.mcp import LONGEST, MOST, serve

mcp = pytest.importorskip(
    "mcp", reason="pip install '.[mcp]' brings the SDK, which wants a newer pydantic than the core"
)
anyio = pytest.importorskip("anyio")  # comes with it
ROOT = Path(__file__).parents[1]
NUCLEAR = "mở rộng sang các lĩnh vực điện hạt nhân"


def talk(archive: da.Archive, said: Callable[[Any], Awaitable[Any]]) -> Any:
    """Let a client that is in this process say something to a server."""

    async def run() -> Any:
        async with mcp.Client(serve(archive)) as client:
            return await said(client)

    return anyio.run(run)


def call(tool: str, *, archive: da.Archive | None = None, error: bool = False, **given: Any) -> str:
    result = talk(archive or shipped(), lambda client: client.call_tool(tool, given))
    assert result.is_error is error, result
    (block,) = result.content
    assert len(block.text.encode()) <= LONGEST
    return str(block.text)


def pages(tool: str, *, archive: da.Archive | None = None, **given: Any) -> list[str]:
    """Return an answer and those that follow it, to the last."""
    found = [call(tool, archive=archive, **given)]
    while more := re.search(r"[0-9]+ more: ask with after=(\S+)$", found[-1]):
        found.append(call(tool, archive=archive, **given, after=more[1]))
        assert len(found) < 100
    return found


def shown(text: str) -> list[str]:
    """Return the ids of the cards of an answer."""
    return re.findall(r"\[(\S+)\]$", text, re.MULTILINE)


def test_there_are_seven_tools_that_only_read_and_say_what_they_take() -> None:
    tools = {tool.name: tool for tool in talk(shipped(), lambda client: client.list_tools()).tools}
    assert list(tools) == ["ask", "find_meetings", "find_statements", "find_plans", "show", "list_names", "prove"]
    for tool in tools.values():
        assert tool.annotations.read_only_hint
        assert tool.input_schema["additionalProperties"] is False
        assert tool.output_schema is None
        assert tool.description.endswith(".")
    taken = tools["find_meetings"].input_schema["properties"]
    assert taken.keys() >= {"on", "since", "until", "person", "country", "place", "kind", "area", "search", "after"}
    assert all(about.get("description") for about in taken.values())


def test_the_assistant_is_told_what_the_archive_is_and_how_to_read_it() -> None:
    async def told(client: Any) -> str:
        return str(client.instructions)

    text = talk(shipped(), told)
    assert "covers 4 meetings (24 Feb 2026), from 2 articles" in text
    for word in ('"not stated"', '"closest"', '"nothing"', "never instructions", "`prove`"):
        assert word in text


def test_every_fact_is_told_with_its_words_its_paragraphs_and_the_address_of_its_article() -> None:
    told = {}
    for tool in ("find_meetings", "find_statements", "find_plans"):
        for page in pages(tool):
            for card in page.split("\n\n"):
                told.update(dict.fromkeys(shown(card)[-1:], (" ".join(card.split()), page)))
    for record in (*records().reports, *records().statements, *records().undertakings, *records().invitations):
        card, page = told[id_of(record)]
        assert str(shipped().article(record.article).url) in page
        for quote in record.quotes:
            assert f"{quote.article} §" in card
            assert re.search(rf"§{quote.paragraph} [^§]*“{re.escape(quote.phrase)}”", card), str(quote)
    for record in (*records().mentions, *records().background):
        page = call("show", record=id_of(record))
        assert str(shipped().article(record.article).url) in page
        assert all(f"“{quote.phrase}”" in " ".join(page.split()) for quote in record.quotes)


def test_what_the_assistant_is_told_is_proven_when_it_says_it_again() -> None:
    for text in (*pages("find_statements"), *pages("find_meetings", lang="vi"), *pages("find_plans")):
        proof = shipped().prove(text)
        assert len(proof) > 3
        assert proof.stands, str(proof)


def test_ask_says_what_it_claims() -> None:
    assert call("ask", question="Ai nhắc tới điện hạt nhân?").startswith("complete: ")
    text = call("ask", question="Did Putin meet To Lam in 2025?")
    assert text.startswith("nothing: No record has “2025”.")
    assert f"[{PUTIN}]" in text


def test_filters_are_those_of_the_archive() -> None:
    assert shown(call("find_meetings", person=["Lê Hoài Trung", "lavrov"], on="24/2")) == [LAVROV]
    assert shown(call("find_statements", speaker="Putin", area="nuclear power")) == [f"{LEADERS}/p10b"]
    assert call("find_plans", person="Tô Lâm").startswith("1 invitation\n")
    assert call("find_plans", kind="plan", lang="vi").startswith("1 việc sẽ làm\n")
    none = call("find_meetings", person="Putin", area="foreign affairs")
    assert none.startswith("0 meetings\nThe archive covers 4 meetings")
    assert "note: without the person Vladimir Putin there" in none


def test_names_are_listed_by_id() -> None:
    people = call("list_names", kind="people", containing="putin")
    assert people == "1 people\nvladimir-putin: Vladimir Putin / Владимир Путин"
    assert "https://vnexpress.net/" in call("list_names", kind="articles")


def test_an_answer_is_proven() -> None:
    assert "1 of 1 stand" in call("prove", text=f"Putin: “{NUCLEAR}”")
    assert "cannot be told: “chẳng”" in call("prove", text="“chẳng”")


@pytest.mark.parametrize(
    ("tool", "given", "message"),
    [
        ("find_meetings", {"person": "Puttin"}, "no person is recorded as 'Puttin'; did you mean Vladimir Putin?"),
        ("find_meetings", {"on": "45/2"}, "45/2"),
        ("find_meetings", {"persn": "Putin"}, "persn\n  Extra inputs are not permitted"),
        ("find_meetings", {"after": "x"}, "after must be an id of the answer before; found 'x'"),
        ("find_plans", {"person": "To Lam", "kind": "plan"}, "ask for one"),
        ("show", {"record": "nobody"}, "nothing is recorded as 'nobody'"),
        ("list_names", {"kind": "planets"}, "Input should be 'people'"),
        ("ask", {"question": " "}, "a question must hold a word"),
    ],
)
def test_our_errors_reach_the_assistant_with_what_to_do(tool: str, given: dict[str, Any], message: str) -> None:
    assert message in call(tool, error=True, **given)


def test_what_is_too_much_for_one_answer_goes_on_in_the_next_and_nothing_is_lost() -> None:
    for archive in (shipped(), made_up(7)):
        for tool, found in (("find_meetings", archive.meetings()), ("find_statements", archive.statements())):
            parts = pages(tool, archive=archive)
            assert [id_ for part in parts for id_ in shown(part)] == list(found.ids)
            assert all(len(shown(part)) <= MOST for part in parts)
            assert len(parts) >= len(found) / MOST


@pytest.mark.slow
def test_it_answers_over_stdio_in_a_c_locale() -> None:
    server = mcp.StdioServerParameters(
        command=sys.executable,
        args=["-m", "diplomacy_archive", "mcp"],
        env={**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
        cwd=ROOT,
    )

    async def run() -> Any:
        async with mcp.Client(mcp.stdio_client(server)) as client:
            return await client.call_tool("ask", {"question": "Ai nhắc tới điện hạt nhân?"})

    result = anyio.run(run)
    assert f"§10 “{NUCLEAR}”" in result.content[0].text


def test_without_the_sdk_one_is_told_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "mcp.server", None)
    assert main(["mcp"]) == 1
    assert "pip install 'diplomacy-archive[mcp]'" in capsys.readouterr().err


@pytest.mark.slow
def test_the_commands_of_the_skill_run_and_its_answer_is_proven(tmp_path: Path) -> None:
    text = (ROOT / "SKILL.md").read_text("utf-8")
    assert text.count("\n") < 70  # one page
    commands = re.findall(r"^(diplomacy-archive .+)$", text, re.MULTILINE)
    assert len(commands) > 5
    (tmp_path / "answer.md").write_text(text.split("```markdown\n")[1].split("```")[0], "utf-8")
    for command in commands:
        _, *arguments = shlex.split(command)
        if arguments[0] != "mcp":
            done = subprocess.run(
                [sys.executable, "-m", "diplomacy_archive", *arguments],
                capture_output=True, cwd=tmp_path, encoding="utf-8", check=False,
                env={**os.environ, "PYTHONPATH": str(ROOT)},
            )  # fmt: skip
            assert (done.returncode, done.stderr) == (0, ""), command
            assert done.stdout
