"""Start freight from a checkout: ``python cli.py plan examples/drammen/scenario.yaml --out out``."""

from freight.commands import main

if __name__ == "__main__":
    main()
