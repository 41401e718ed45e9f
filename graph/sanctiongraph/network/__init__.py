"""Study what is known as a network: who sanctions whom, who is central, who stands between whom."""

from sanctiongraph.network.analysis import analyze
from sanctiongraph.network.layout import layout
from sanctiongraph.network.paths import path
from sanctiongraph.network.picture import material, picture
from sanctiongraph.network.projection import project

__all__ = ["analyze", "layout", "material", "path", "picture", "project"]
