"""Print the lowest versions that pyproject.toml allows, as requirements for pip.

python .ci/lowest.py test --without mcp > lowest.txt
"""

import argparse
import re
import tomllib
from pathlib import Path

parser = argparse.ArgumentParser()
parser.add_argument("extras", nargs="*")
parser.add_argument("--without", nargs="*", default=[], help="libraries that want newer ones than we do")
given = parser.parse_args()
project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
asked = [project["dependencies"], *(project["optional-dependencies"][extra] for extra in given.extras)]
for requirement in sorted({one for group in asked for one in group}):
    name, version = re.fullmatch(r"([\w.-]+)>=([\d.]+)(?:,<[\d.]+)?", requirement).groups()
    if name not in given.without:
        print(f"{name}=={version}")
