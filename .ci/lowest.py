"""Print the lowest versions that pyproject.toml allows, as a constraints file for pip.

python .ci/lowest.py test lint > constraints.txt
"""

import re
import sys
import tomllib
from pathlib import Path

project = tomllib.loads((Path(__file__).parent.parent / "pyproject.toml").read_text("utf-8"))["project"]
asked = [project["dependencies"], *(project["optional-dependencies"][extra] for extra in sys.argv[1:])]
for requirement in sorted({one for group in asked for one in group}):
    name, version = re.fullmatch(r"([\w.-]+)>=([\d.]+)(?:,<[\d.]+)?", requirement).groups()
    print(f"{name}=={version}")
