"""The command line: what it prints and where, its exit status, and its manners."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from archives import archive as made_up_archive
from fixtures import GOOD
from shipped import LAVROV, LEADERS, PUTIN
from shipped import archive as shipped

from diplomacy_archive.archive import Archive, load
from diplomacy_archive.cli import main

ROOT = Path(__file__).parent.parent
RUN = (sys.executable, "-m", "diplomacy_archive")

ANSWERS: tuple[tuple[str, ...], ...] = (
    ("who-met-whom", "--on", "24/2"),
    ("meetings",),
    ("meetings", "--person", "le hoai trung", "--area", "năng lượng"),
    ("meetings", "--place", "Moscow"),
    ("meetings", "--status", "planned"),
    ("statements", "--speaker", "Putin"),
    ("people",),
    ("people", "--party", "CPRF"),
    ("areas",),
    ("areas", "--meeting", LAVROV),
    ("show", LAVROV),
    ("show", "Putin"),
    ("show", "năng lượng"),
    ("show", LEADERS),
    ("show", f"{LEADERS}/p10b"),
    ("check",),
)
"""Commands that answer from the shipped archive."""

Result = tuple[int, str, str]
Command = Callable[..., Result]


def load_once(source: str | None = None, *, lang: Literal["vi", "en"] = "en", **given: Any) -> Archive:
    return load(source, lang=lang, **given) if source or given else shipped(lang)


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command in this process, the shipped archive read once: its exit status, output and errors."""
    monkeypatch.setattr("diplomacy_archive.archive.load", load_once)

    def run(*arguments: str) -> Result:
        try:
            status = main(arguments)
        except SystemExit as stop:
            status = int(str(stop.code))
        out, err = capsys.readouterr()
        return status, out, err

    return run


@pytest.fixture(scope="module")
def made_up(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return a built file of a made-up archive, with everything that reports can differ on."""
    path = tmp_path_factory.mktemp("made-up") / "made-up.db"
    made_up_archive(2).save(path)
    return str(path)


def too_wide(text: str, width: int = 80) -> list[str]:
    """Return the lines over the width that could have been broken before their last word."""
    return [line for line in text.splitlines() if len(line) > width and len(line.split()) > 2]


# --- What is printed ------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", ANSWERS, ids=" ".join)
def test_an_answer_fits_80_columns_and_has_nothing_on_standard_error(
    command: Command, arguments: tuple[str, ...]
) -> None:
    status, out, err = command(*arguments)
    assert (status, err) == (0, "")
    assert out.endswith("\n")
    assert too_wide(out) == []
    assert "\x1b" not in out


@pytest.mark.parametrize("name", ["who-met-whom", "meetings", "statements"])
def test_answers_about_other_archives_fit_80_columns_too(command: Command, made_up: str, name: str) -> None:
    status, out, err = command(name, "--data", made_up, "--status", "any")
    assert (status, err) == (0, "")
    assert too_wide(out) == []
    status, out, err = command(name, "--data", made_up, "--status", "any", "--full")
    assert too_wide(out) == []
    assert "reports differ" in out or name == "statements"


def test_who_met_whom_says_pairs_kinds_places_and_areas(command: Command) -> None:
    _, out, _ = command("who-met-whom", "--on", "24/2", "--full")
    assert out.startswith("4 encounters\n")
    assert out.count(" met ") == 4
    for words in (
        "talks “hội đàm”",
        "formal call “hội kiến”",
        "Kremlin “Điện Kremlin”",
        "not stated",
        "oil and gas “dầu khí” §6 §10",
    ):
        assert words in " ".join(out.split())


def test_show_prints_the_readout_with_quotes_paragraphs_and_where_it_is_written(command: Command) -> None:
    _, out, _ = command("show", LAVROV)
    assert out.startswith("Le Hoai Trung (Vietnam) – Sergey Lavrov (Russia)")
    assert "§14 “đối tác ưu tiên”" in out
    origins = [str(origin) for origin in shipped().origins(shipped().meeting(LAVROV))]
    assert out.splitlines()[-len(origins) :] == [f"written in {origin}" for origin in origins]


def test_nothing_found_is_an_answer(command: Command) -> None:
    status, out, err = command("meetings", "--on", "25/2")
    assert (status, out.splitlines()[0], err) == (0, "no meetings recorded", "")
    status, out, err = command("meetings", "--on", "25/2", "--json")
    assert (status, out) == (0, "[]\n")
    assert err.startswith("note: no meeting is recorded for the date 25/2")


def test_the_version_is_of_package_and_data(command: Command) -> None:
    version = shipped().version
    assert command("--version") == (0, f"diplomacy-archive {version.package}, data {version.data}\n", "")


# --- JSON -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "method", "filters"),
    [
        (("who-met-whom", "--on", "24/2"), "who_met_whom", {"on": "24/2"}),
        (("meetings", "--place", "Moscow"), "meetings", {"place": "Moscow"}),
        (("meetings", "--person", "Putin", "--person", "Trung"), "meetings", {"person": ["Putin", "Trung"]}),
        (("meetings", "--part-of-day", "chiều"), "meetings", {"part_of_day": "chiều"}),
        (("statements", "--speaker", "Путин", "--act", "mong"), "statements", {"speaker": "Путин", "act": "mong"}),
        (("people", "--party", "CPRF"), "people", {"party": "CPRF"}),
        (("areas", "--meeting", LAVROV), "areas", {"meeting": LAVROV}),
    ],
)  # fmt: skip
def test_json_is_the_librarys_rows(
    command: Command, arguments: tuple[str, ...], method: str, filters: dict[str, Any]
) -> None:
    status, out, _ = command(*arguments, "--json")
    assert status == 0
    assert json.loads(out) == getattr(shipped(), method)(**filters).rows()
    assert "\\u" not in out  # Vietnamese is written as it is read


def test_json_of_one_record_is_its_row(command: Command) -> None:
    for id_ in (LAVROV, "vladimir-putin", LEADERS, f"{LEADERS}/p10b"):
        status, out, err = command("show", id_, "--json")
        assert (status, err) == (0, "")
        assert json.loads(out) == shipped().row(shipped().record(id_))


def test_notes_on_outside_knowledge_do_not_disturb_json(command: Command) -> None:
    _, out, err = command("meetings", "--place", "Moscow", "--json")
    assert isinstance(json.loads(out), list)
    assert err == "note: that Kremlin lies in Moscow is outside knowledge\n"
    assert command("meetings", "--place", "Moscow")[1].endswith(err)


def test_every_command_prints_json_when_asked(command: Command, tmp_path: Path) -> None:
    assert json.loads(command("check", "--json")[1]) == []
    assert json.loads(command("schema", "people", "--json")[1])["title"] == "diplomacy-archive: people"
    built = str(tmp_path / "archive.db")
    assert json.loads(command("build", built, "--json")[1]) == {"written": [built]}
    written = json.loads(command("export", "csv", str(tmp_path / "out"), "--json")[1])["written"]
    assert {Path(path) for path in written} == set((tmp_path / "out").iterdir())


def test_problems_are_rows_in_json(command: Command, tmp_path: Path) -> None:
    (tmp_path / "people.yaml").write_text("people:\n  - id: X\n")
    status, out, _ = command("check", str(tmp_path), "--json")
    assert status == 1
    assert {"path", "line", "column", "code", "message"} == json.loads(out)[0].keys()


# --- Exit status and where it is said -------------------------------------------------------------


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        (("meetings", "--person", "Puttin"), 2, "no person is recorded as 'Puttin'; did you mean Vladimir Putin?"),
        (("meetings", "--party", "CPRV"), 2, "no party is recorded as 'CPRV'; did you mean"),
        (("meetings", "--area", "dau khy"), 2, "no area is recorded as 'dau khy'; did you mean dầu khí?"),
        (("meetings", "--place", "Moscov"), 2, "no place is recorded as 'Moscov'; did you mean Moskva?"),
        (("meetings", "--kind", "talk"), 2, "no kind is recorded as 'talk'; did you mean talks"),
        (("statements", "--meeting", "2026-02-24-lavrof"), 2, f"did you mean {LAVROV}"),
        (("show", "2026-02-24-lavrof"), 2, f"did you mean {LAVROV}"),
        (("meetings", "--person", "Tổng thống Lavrov"), 2, "Sergey Lavrov is not recorded in that office"),
        (("meetings", "--person", ""), 2, "person must be a name"),
        (("meetings", "--on", "32/1"), 2, "there is no day 32"),
        (("meetings", "--on", "24/13"), 2, "there is no month 13"),
        (("meetings", "--on", "24//2"), 2, "written like 24/2"),
        (("meetings", "--on", "soon"), 2, "written like 24/2"),
        (("meetings", "--on", ""), 2, "found nothing"),
        (("meetings", "--since", "24/2"), 2, "since needs a year"),
        (("meetings", "--since", "2027", "--until", "2026"), 2, "must not be after until"),
        (("meetings", "--search", "…"), 2, "search must hold a word"),
        (("meetings", "--on", "24/2", "--on", "25/2"), 2, "--on is given twice; it takes one value"),
        (("meetings", "24/2"), 2, "meetings: error: unrecognized arguments: 24/2\n"),
        (("meetings", "--person", "le", "hoai", "trung"), 2, 'quotation marks: --person "le hoai trung"\n'),
        (("meetings", "--on", "24/2", "--of", "x"), 2, "unrecognized arguments: --of x\n"),
        (("show", "p10b"), 2, "did you mean 2026-02-24-medvedev-zyuganov/p10b or 2026-02-25-putin-lavrov/p10b?"),
        (("meetings", "--data", "none.db"), 1, "none.db cannot be opened: no such file or directory"),
        (("meetings", "--data", __file__), 1, "is neither an archive file"),
        (("check", "none"), 1, "none cannot be read as a data folder: no such file or directory"),
        (("verify", "none.txt"), 1, "none.txt does not exist"),
        (("verify",), 2, "the following arguments are required: TEXT"),
        (("build", "none/archive.db"), 1, "none/archive.db cannot be written"),
        (
            ("check", "--select", "D5"),
            2,
            "a code is one of data/DICTIONARY.md, as D05, or a letter of SFREDT; found 'D5'",
        ),
        (("check", str(ROOT / "data/articles")), 1, "and no register; name the data folder, "),
        (("check", str(ROOT / "data/people.yaml")), 1, "not a directory; name the data folder, "),
        (("fingerprint", "none.txt"), 1, "none.txt does not exist"),
        (("format", str(ROOT / "diplomacy_archive")), 2, "the shipped data are not to be written to"),
        (("format", "none"), 1, "none cannot be read as a data folder"),
        (("schema", "--write", "--data", "none"), 1, "none is no folder"),
        (("schema", "person"), 2, "there is a schema of article, people"),
        (("export", "xml", "out"), 2, "invalid choice: 'xml'"),
        (("export", "csv", __file__), 1, "cannot be made: file exists"),
        (("nonsense",), 2, "invalid choice: 'nonsense'"),
        ((), 2, "usage: diplomacy-archive"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else None,
)
def test_what_cannot_be_answered_is_said_on_standard_error_alone(
    command: Command, arguments: tuple[str, ...], status: int, said: str
) -> None:
    found, out, err = command(*arguments)
    assert (found, out) == (status, "")
    assert said in err
    assert "Traceback" not in err


@pytest.mark.parametrize(
    ("arguments", "id_"),
    [
        (("invitations", "--person", "Tô Lâm"), "2026-02-24-medvedev-zyuganov/i11a"),
        (("undertakings", "--between", "United Russia", "--between", "CPV", "--kind", "plan"),
         "2026-02-24-medvedev-zyuganov/u7b"),
        (("background", "--about", "Vietsovpetro"), "2026-02-25-putin-lavrov/b16b"),
    ],
)  # fmt: skip
def test_what_articles_tell_beside_meetings_is_asked_as_meetings_are(
    command: Command, arguments: tuple[str, ...], id_: str
) -> None:
    status, out, err = command(*arguments)
    assert (status, err) == (0, "")
    assert f"\n  {id_}\n" in out
    (row,) = json.loads(command(*arguments, "--json")[1])
    assert row["id"] == id_


@pytest.mark.parametrize("name", ["meetings", "who-met-whom"])
def test_meetings_are_told_in_a_brief_table_and_as_cards_where_that_is_asked(command: Command, name: str) -> None:
    status, out, err = command(name)
    assert (status, err) == (0, "")
    heading, _, head, *lines = out.splitlines()
    assert heading.startswith("4 ")
    assert head.split() == ["date", "who", "met", "whom", "where", "about", "what"]
    assert [line.strip() for line in lines if line.startswith("  2026")] == list(shipped().meetings().ids)
    assert "Le\u00a0Hoai\u00a0Trung\u00a0(Vietnam)" in lines[0]
    assert "words       2026-02-25-putin-lavrov §11" in command(name, "--full")[1]
    nothing = command(name, "--on", "25/2")[1]
    assert nothing.startswith("no ")
    assert "the archive covers 4 meetings (24 Feb 2026), from 2 articles" in nothing


def test_a_limit_says_how_to_see_the_others_and_language_follows_the_locale(
    command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    rest = len(shipped().statements()) - 2
    assert command("statements", "--limit", "2")[1].endswith(f"… and {rest} more; --limit 0\n")
    assert len(json.loads(command("statements", "--limit", "2", "--json")[1])) == 2
    assert "ai gặp ai" in command("meetings", "--lang", "vi")[1]
    monkeypatch.setenv("LC_ALL", "vi_VN.UTF-8")
    assert "ai gặp ai" in command("meetings")[1]
    assert "who met whom" in command("meetings", "--lang", "en")[1]


def test_a_name_to_be_shown_needs_no_quotation_marks(command: Command) -> None:
    assert command("show", "le", "hoai", "trung") == command("show", "le hoai trung")
    assert command("show", "le", "hoai", "trung")[0] == 0


def test_an_ambiguous_name_exits_1_with_the_candidates(command: Command, made_up: str) -> None:
    status, out, err = command("meetings", "--data", made_up, "--person", "lan")
    assert (status, out) == (1, "")
    assert re.search(r"'lan' fits more than one person: le-van-lan-.*, le-van-lan-.* or .*; say which", err)


def test_data_with_problems_exit_1_and_list_them_all(command: Command, tmp_path: Path) -> None:
    (tmp_path / "people.yaml").write_text("people:\n  - id: X\n  - {id: x, names: {vi: X}, age: 5}\n")
    (tmp_path / "areas.yaml").write_text("areas: [\n")
    for arguments in (("check", str(tmp_path)), ("meetings", "--data", str(tmp_path))):
        status, out, err = command(*arguments)
        assert status == 1
        more = "4 problems; more may follow when these are mended\n"
        assert out == (more if arguments[0] == "check" else "")
        assert len(err.splitlines()) == 4
        assert all(re.match(r".*(people|areas)\.yaml:\d+:\d+: [A-Z]\d\d ", line) for line in err.splitlines())


def test_check_takes_the_folder_either_way(command: Command) -> None:
    data = str(ROOT / "data")
    assert command("check", data) == command("check", "--data", data)
    assert command("check", data)[0] == 0


def test_after_a_clean_check_the_next_step_is_told(command: Command) -> None:
    said = "no problems\nnow prove the quotes: diplomacy-archive verify TEXT…"
    assert command("check") == (0, f"{said}\n", "")
    assert command("check", str(GOOD)) == (0, f"{said} --data {GOOD}\n", "")


def test_problems_are_selected_by_code_or_family(command: Command, tmp_path: Path) -> None:
    (tmp_path / "people.yaml").write_text("people:\n  - id: X\n  - {id: x, names: {vi: X}, age: 5}\n")
    for selected, codes in (("F05", ["F05"]), ("f02, F01", ["F02", "F01"]), ("F", ["F02", "F05", "F01"])):
        status, out, _ = command("check", str(tmp_path), "--select", selected, "--json")
        assert (status, [row["code"] for row in json.loads(out)]) == (1, codes)
    assert command("check", str(tmp_path), "--select", "D,E01") == (0, "no problems of D,E01\n", "")


def test_problems_that_hide_no_others_promise_none(command: Command, tmp_path: Path) -> None:
    (tmp_path / "areas.yaml").write_text("areas:\n  - {id: a, names: {vi: A}, kind: topic, parent: a}\n")
    assert command("check", str(tmp_path))[1] == "1 problem\n"


def test_a_schema_is_written_where_modelines_look_for_it(command: Command, tmp_path: Path) -> None:
    assert command("schema", "--write", "--data", str(tmp_path)) == (
        0, f"wrote 10 files into {tmp_path}/schema\n", ""
    )  # fmt: skip
    assert json.loads((tmp_path / "schema/article.json").read_text())["title"] == "diplomacy-archive: article"


def test_check_reads_a_built_file_whole(command: Command, tmp_path: Path) -> None:
    built = tmp_path / "archive.db"
    shipped().save(built)
    status, out, err = command("check", str(built))
    assert (status, out.splitlines()[0], err) == (0, "no problems", "")
    data = bytearray(built.read_bytes())
    data[data.index(b"Putin")] ^= 1
    built.write_bytes(data)
    status, out, err = command("check", str(built))
    assert (status, out) == (1, "")
    assert "archive.db is damaged (it has changed since it was built); rebuild it from the data files" in err


def test_verify_proves_a_text_and_tells_of_one_that_is_of_no_article(command: Command, tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.write_text("date 2031-05-06\n\nMột bài không có trong kho.\n")
    status, out, err = command("verify", str(other))
    assert status == 1
    assert f"{other}\n  text  of no article of this archive\n" in out
    assert "other.txt" in err
    assert "0 articles, 0 of 0 quotes proven" in out
    assert too_wide(out) == []
    _, out, _ = command("verify", str(other), "--json")
    assert json.loads(out)["unknown"] == [str(other)]


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", ""],
        ["meetings", "--data", " "],
        ["verify", ""],
        ["export", "csv", ""],
        ["build", ""],
        ["format", ""],
    ],
)
def test_an_empty_path_is_a_variable_that_was_not_set(command: Command, arguments: list[str]) -> None:
    status, out, err = command(*arguments)
    assert (status, out) == (2, "")
    assert "a path is empty" in err


def test_verify_proves_quotes_even_while_ids_are_missing(command: Command, tmp_path: Path) -> None:
    data = Path(shutil.copytree(GOOD, tmp_path / "data"))
    (data / "people.yaml").unlink()
    status, out, err = command("verify", str(GOOD), "--data", str(data))
    assert (status, "3 of 3 quotes proven" in out) == (0, True)
    assert "check finds 2 problems besides" in err


def test_verify_proves_every_quote_of_a_text(command: Command) -> None:
    status, out, err = command("verify", str(GOOD), "--data", str(GOOD))
    assert (status, err) == (0, "")
    assert re.search(r"^1 article, (\d+) of \1 quotes proven$", out, re.MULTILINE)
    assert too_wide(out) == []
    _, out, _ = command("verify", str(GOOD), "--data", str(GOOD), "--json")
    (proof,) = json.loads(out)["articles"]
    assert proof["proven"] == proof["quotes"] > 0


def test_a_new_article_is_told_how_to_get_its_fingerprint_and_gets_it_in_one_command(
    command: Command, tmp_path: Path
) -> None:
    data = Path(shutil.copytree(GOOD, tmp_path / "data"))
    path, text = data / "articles" / "2031-05-07-harbour.yaml", str(data / "harbour.txt")
    written = path.read_text("utf-8")
    line = re.search(r"  fingerprints: .*\n", written)
    assert line
    for missing in ("", "  fingerprints:\n", "  fingerprints: []\n"):
        path.write_text(written.replace(line[0], missing), "utf-8")
        status, _, err = command("check", str(data))
        assert (status, len(err.splitlines())) == (1, 1)
        assert "F02 fingerprints must be given; `diplomacy-archive fingerprint TEXT` prints what to write" in err
    assert command("fingerprint", text) == (0, f"{text}\n{line[0]}", "")
    (row,) = json.loads(command("fingerprint", text, "--json")[1])
    assert line[0] == f"  fingerprints: [{{paragraphs: {row['paragraphs']}, sha256: {row['sha256']}}}]\n"


def test_the_readmes_commands_work_as_they_stand(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    part = (ROOT / "README.md").read_text("utf-8").split("## In a terminal")[1]
    lines = part.split("```sh\n")[1].split("```")[0].splitlines()
    shutil.copytree(ROOT / "tests" / "good", tmp_path / "tests" / "good")
    monkeypatch.chdir(tmp_path)
    for line in lines:
        for one in line.split(" && "):
            program, *arguments = shlex.split(one)
            status, out, err = command(*arguments)
            assert (program, status, err) == ("diplomacy-archive", 0, ""), one
            assert out


def test_verify_of_the_shared_articles_proves_every_quote(command: Command) -> None:
    articles = ROOT.parent / "shared" / "articles"
    if not articles.is_dir():
        pytest.skip("the articles' texts stay with their publishers; put them in ../shared/articles")
    status, out, err = command("verify", os.path.relpath(articles))
    assert (status, err) == (0, "")
    proven = re.search(r"^2 articles, (\d+) of (\d+) quotes proven\n\Z", out, re.MULTILINE)
    assert proven
    assert proven[1] == proven[2]
    assert too_wide(out) == []


def test_a_built_file_answers_every_command_like_the_data(command: Command, tmp_path: Path) -> None:
    built = str(tmp_path / "lưu trữ.db")
    assert command("build", built) == (0, f"wrote {built}: {shipped()!r}\n", "")
    for arguments in ANSWERS[:-1]:
        assert command(*arguments, "--data", built) == command(*arguments)


def test_an_export_is_filtered_as_meetings_are(command: Command, tmp_path: Path) -> None:
    status, out, err = command("export", "jsonl", str(tmp_path / "out"), "--person", "Putin")
    assert (status, err) == (0, "")
    assert re.fullmatch(r"wrote \d+ files into .*out; tables\.sql there says what each table holds\n", out)
    described = (tmp_path / "out" / "tables.sql").read_text("utf-8")
    for path in (tmp_path / "out").glob("*.jsonl"):
        assert f"CREATE TABLE {path.name.partition('.')[0]} (" in described
    (line,) = (tmp_path / "out" / "meeting.jsonl").read_text("utf-8").splitlines()
    assert json.loads(line)["id"] == PUTIN


# --- Help -----------------------------------------------------------------------------------------


def commands(command: Command) -> list[str]:
    return re.findall(r"^    ([a-z-]+)", command("--help")[1], re.MULTILINE)


def test_every_command_has_help_with_an_example_that_runs(
    command: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = commands(command)
    usual = "who-met-whom meetings statements people areas invitations undertakings background show check format"
    assert {*usual.split(), "verify", "build", "schema", "export"} <= set(names)
    (tmp_path / "data").symlink_to(ROOT / "data")
    monkeypatch.chdir(tmp_path)
    for name in names:
        status, out, err = command(name, "--help")
        assert (status, err) == (0, "")
        assert too_wide(out) == []
        assert "--json" in out
        assert "--data PATH" in out
        example = re.search(rf"^example:\n  diplomacy-archive ({name} .*)\n\Z", out, re.MULTILINE)
        assert example, name
        if name in (
            "who-met-whom",
            "meetings",
            "statements",
            "people",
            "areas",
            "invitations",
            "undertakings",
            "background",
            "show",
            "check",
            "build",
            "export",
        ):
            assert command(*shlex.split(example[1]))[0] == 0, example[1]


def test_every_filter_of_the_library_is_an_option_with_a_meaning(command: Command) -> None:
    import inspect

    from diplomacy_archive.archive import Archive

    answered = ("who-met-whom", "meetings", "statements", "people", "areas", "invitations", "undertakings")
    for name in (*answered, "background"):
        help_ = command(name, "--help")[1]
        for filter_ in inspect.signature(getattr(Archive, name.replace("-", "_"))).parameters:
            if filter_ != "self":
                assert re.search(rf"^  --{filter_.replace('_', '-')} [A-Z]+\s+\w", help_, re.MULTILINE), (
                    name,
                    filter_,
                )


# --- Manners --------------------------------------------------------------------------------------


def process(*arguments: str | bytes, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*RUN, *arguments], capture_output=True, cwd=ROOT, env={**os.environ, **environment}, check=False
    )


@pytest.mark.parametrize(
    "environment",
    [
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        pytest.param({"PYTHONIOENCODING": "latin-1"}, marks=pytest.mark.slow),
    ],
    ids=str,
)
def test_output_is_utf_8_whatever_the_locale(environment: dict[str, str]) -> None:
    expected = shipped().meetings(on="24/2").text() + "\n"
    found = process("meetings", "--on", "24/2", **environment)
    assert (found.returncode, found.stdout.decode("utf-8"), found.stderr) == (0, expected, b"")
    found = process("meetings", "--person", "Puttin", **environment)
    assert found.returncode == 2
    assert "did you mean Vladimir Putin?" in found.stderr.decode("utf-8")
    found = process("meetings", "--status", "planned", "--kind", "hoi dan", **environment)
    assert "hội đàm" in found.stderr.decode("utf-8")


C_LOCALE = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize("environment", [C_LOCALE], ids=str)
def test_arguments_are_utf_8_whatever_the_locale(environment: dict[str, str], tmp_path: Path) -> None:
    found = process("meetings", "--person", "Lê Hoài Trung", "--area", "dầu khí", **environment)
    expected = shipped().meetings(person="Lê Hoài Trung", area="dầu khí").text() + "\n"
    assert (found.returncode, found.stdout.decode("utf-8"), found.stderr) == (0, expected, b"")
    built = tmp_path / "lưu trữ.db"
    found = process("build", str(built), **environment)
    assert found.stdout.decode("utf-8").startswith(f"wrote {built}: ")
    found = process("meetings", "--data", str(tmp_path / "đâu"), **environment)
    assert f"{tmp_path}/đâu cannot be opened" in found.stderr.decode("utf-8")
    assert process("meetings", "--data", str(built), "--full", **environment).returncode == 0


@pytest.mark.parametrize("environment", [C_LOCALE], ids=str)
def test_an_argument_that_is_not_utf_8_is_told(environment: dict[str, str], tmp_path: Path) -> None:
    for arguments in (("show", b"Putin\xff"), ("ask", b"\xff"), ("meetings", "--on", b"24/2\xff")):
        found = process(*arguments, **environment)
        assert found.returncode == 2
        assert b"\\udcff' is not text in UTF-8" in found.stderr
    path = os.fsencode(tmp_path) + b"/latin-1 \xe9.db"  # of a path the bytes are taken as they are
    found = process("build", path, **environment)
    assert (found.returncode, Path(os.fsdecode(path)).exists()) == (0, True)


@pytest.mark.slow
def test_a_reader_who_stops_early_is_no_error() -> None:
    for arguments in (("meetings",), ("statements", "--json"), ("--help",)):
        with subprocess.Popen(
            [*RUN, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT
        ) as running:
            assert running.stdout is not None
            assert running.stderr is not None
            running.stdout.close()
            err = running.stderr.read()
        assert (running.returncode, err) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")
def test_an_answer_that_cannot_be_written_is_told() -> None:
    with Path("/dev/full").open("wb") as full:
        found = subprocess.run([*RUN, "meetings"], stdout=full, stderr=subprocess.PIPE, cwd=ROOT, check=False)
    assert found.returncode == 1
    assert found.stderr == b"diplomacy-archive: the answer cannot be written: no space left on device\n"


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a shell closes the stream")
def test_a_closed_standard_output_is_no_traceback() -> None:
    for arguments in ("meetings", "meetings --json", "check"):
        line = f"{shlex.join(RUN)} {arguments} >&-"
        found = subprocess.run(["sh", "-c", line], stderr=subprocess.PIPE, cwd=ROOT, check=False)
        assert (found.returncode, found.stderr) == (0, b"")


def on_a_terminal(*arguments: str, columns: int = 80, **environment: str) -> str:
    """Return what a command prints on a terminal of some width."""
    pty = pytest.importorskip("pty", reason="the system has no pseudo-terminals")
    import fcntl
    import struct
    import termios

    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    plain = {name: value for name, value in os.environ.items() if name not in ("NO_COLOR", "COLUMNS", "LINES")}
    running = subprocess.Popen(
        [*RUN, *arguments], stdout=theirs, cwd=ROOT, env={**plain, "TERM": "xterm", **environment}
    )
    os.close(theirs)
    data = b""
    while True:
        try:
            part = os.read(ours, 65536)
        except OSError:  # how Linux tells that the other side is closed
            break
        if not part:
            break
        data += part
    os.close(ours)
    assert running.wait() == 0
    return data.decode("utf-8").replace("\r\n", "\n")


@pytest.mark.slow
def test_colour_is_for_terminals_only() -> None:
    shown = on_a_terminal("meetings", "--person", "Putin")
    assert "\x1b[1m" in shown
    bare = re.sub(r"\x1b\[\d+m", "", shown)
    assert bare == shipped().meetings(person="Putin").text() + "\n"
    assert "\x1b" not in on_a_terminal("meetings", NO_COLOR="1")
    assert "\x1b" not in on_a_terminal("meetings", TERM="dumb")
    assert "\x1b" not in on_a_terminal("meetings", "--json")


@pytest.mark.slow
def test_text_keeps_to_the_terminals_width() -> None:
    for columns in (60, 100):
        shown = re.sub(r"\x1b\[\d+m", "", on_a_terminal("meetings", columns=columns))
        assert too_wide(shown, columns) == []
        assert max(map(len, shown.splitlines())) > columns - 15


def test_the_module_runs_like_the_command() -> None:
    found = process("who-met-whom", "--on", "24/2")
    assert found.returncode == 0
    assert found.stdout.decode("utf-8") == shipped().who_met_whom(on="24/2").text() + "\n"
