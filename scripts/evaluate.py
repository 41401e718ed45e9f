"""Gold and texts in, how good the extraction is out: the same as ``sanctiongraph evaluate``."""

import sys

from sanctiongraph.cli import main

main(["evaluate", *sys.argv[1:]])
