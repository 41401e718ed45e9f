"""A question in, a table out: the same as ``sanctiongraph query``."""

import sys

from sanctiongraph.cli import main

main(["query", *sys.argv[1:]])
