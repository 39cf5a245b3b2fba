"""Draw plain rows as pictures that need no network; know no records.

This room needs the `[notebook]` extra: altair, and vl-convert, which renders without a browser.
"""

from diplomacy_archive.show._charts.matrix import matrix
from diplomacy_archive.show._charts.network import network
from diplomacy_archive.show._charts.picture import Picture, stacked
from diplomacy_archive.show._charts.timeline import days, periods

__all__ = ["Picture", "days", "matrix", "network", "periods", "stacked"]
