"""``python -m clausenlp``."""

from clausenlp.cli.app import main

main()
