"""Draw plain rows as pictures that need no network; know no records.

This room needs the `[notebook]` extra: altair, and vl-convert, which renders without a browser.
"""

from diplomacy_archive.charts.matrix import matrix
from diplomacy_archive.charts.network import network
from diplomacy_archive.charts.picture import Picture, stacked
from diplomacy_archive.charts.timeline import days, periods

__all__ = ["Picture", "days", "matrix", "network", "periods", "stacked"]
