"""Run the notebooks of `examples/`; as a program, keep their outputs and draw the README's pictures.

python tests/notebooks.py
"""

from __future__ import annotations

import os
import re
import tempfile
from importlib import import_module
from pathlib import Path
from typing import Any

from browser import CHROMIUM, chromium
from nbclient import NotebookClient
from shipped import LAVROV

import diplomacy_archive as da
from diplomacy_archive.show import _picture

nbformat: Any = import_module("nbformat")  # it has types for some of itself only
FOLDER = Path(__file__).parent.parent / "examples"


def run(path: Path) -> Any:
    """Return a notebook with the outputs of a fresh run, in a folder of its own."""
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory() as folder:
        # The kernel is another process: it is to find the package that is tested, and to leave nothing behind.
        package = str(Path(da.__file__).parent.parent)
        environment = {**os.environ, "PYTHONPATH": package, "IPYTHONDIR": folder, "TMPDIR": folder}
        client = NotebookClient(
            notebook,
            timeout=600,
            kernel_name="python3",
            record_timing=False,
            coalesce_streams=True,  # what one cell prints may arrive in parts
            resources={"metadata": {"path": folder}},
        )
        client.execute(env=environment)
    notebook.metadata = {
        "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
        "language_info": {"name": "python"},
    }
    for number, cell in enumerate(notebook.cells, 1):
        cell.id = f"{path.stem}-{number:02}"
        cell.metadata = {}
    return notebook


def outputs(notebook: Any) -> list[tuple[str, list[Any]]]:
    """Return each code cell's source and what it shows; of a picture, that it is one and what it shows in words."""
    return [
        (cell.source, [_shown(one) for one in cell.outputs]) for cell in notebook.cells if cell.cell_type == "code"
    ]


def _shown(output: Any) -> Any:
    if output.output_type == "stream":
        return output.name, output.text
    if output.output_type == "error":
        return output.ename, output.evalue
    data = output.data
    if "image/png" in data:
        return "picture", output.metadata["image/png"]["alt"]
    if "dataframe" in data.get("text/html", ""):
        return "frame", re.sub(r"<style.*?</style>|<[^>]+>|\s+", " ", data["text/html"], flags=re.DOTALL).split()
    return sorted(data.items())


def draw_card(path: Path) -> None:
    """Draw a meeting's card, with one of its lines open, as a notebook shows it."""
    card = str(da.load().meeting(LAVROV)._repr_html_())
    line = card.index('<details class="da-line">', card.index("<h5>Sergey Lavrov"))
    card = f"{card[:line]}{card[line:].replace('<details', '<details open', 1)}"
    fonts = "".join(
        f"@font-face{{font-family:N;font-weight:{weight};src:url({file.as_uri()})}}"
        for weight, file in ((400, _FONTS / "NotoSans-Regular.ttf"), (700, _FONTS / "NotoSans-Bold.ttf"))
    )
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "card.html")
        page.write_text(
            f"<!doctype html><meta charset=utf-8><style>{fonts}body{{font-family:N}}</style>{card}", "utf-8"
        )
        with chromium(Path(folder, "profile")) as browser:
            browser.open(page, width=760, height=100)
            browser.run("document.fonts.ready.then(() => 1)")
            browser.picture(path)


_FONTS = Path(_picture.__file__).parent / "fonts"

if __name__ == "__main__":
    for file in sorted(FOLDER.glob("*.ipynb")):
        nbformat.write(run(file), file)
    da.load().overview().save(FOLDER / "overview.png")
    if CHROMIUM:
        draw_card(FOLDER / "card.png")
