"""A graph in, a server for browsers and SPARQL out: the same as ``sanctiongraph serve``."""

import sys

from sanctiongraph.cli import main

main(["serve", *sys.argv[1:]])
