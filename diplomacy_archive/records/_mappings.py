"""Define the codes that other schemes have for what this archive names."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from diplomacy_archive.records._fields import Pairs, Slug, Words
from diplomacy_archive.records._record import Record


class Scheme(Record):
    """The codes that another scheme has for areas or acts of this archive, and where they were seen."""

    id: Slug
    name: Words = Field(description="what the scheme calls itself")
    of: Literal["areas", "acts"] = Field(description="what it has codes for")
    seen: Words = Field(description="the source that was really seen")
    codes: Pairs = Field(description="its codes: its own words for each")
    given: Pairs = Field(description="our ids: the code that each has")

    def code(self, id_: str) -> str | None:
        """Return the code of an area or act; None where it has none."""
        return dict(self.given).get(id_)
