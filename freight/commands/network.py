"""Building street networks and looking at them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

network = typer.Typer(name="network", help="Build and look at street networks.", no_args_is_help=True)


@network.command("build")
def network_build(
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The network file to write.")],
    place: Annotated[str | None, typer.Option(help='A place name: "Drammen, Norway".')] = None,
    bbox: Annotated[str | None, typer.Option(metavar="W,S,E,N", help="A box in degrees.")] = None,
    polygon: Annotated[Path | None, typer.Option(metavar="FILE", help="A GeoJSON polygon.")] = None,
    osm: Annotated[Path | None, typer.Option(metavar="FILE", help="An .osm or .osm.pbf file.")] = None,
) -> None:
    """Build a street network once, from OpenStreetMap by place, box or polygon, or from a file."""
    from freight.run_network import build_network
    from freight.screen import print_network, saying

    with saying() as say:
        info = build_network(out, place=place, bbox=bbox, polygon=polygon, osm=osm, say=say)
    print_network(info)
    typer.echo(f"Written: {out}")


@network.command("info")
def network_info(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A built network, an OSM file, or drammen.")],
) -> None:
    """Show size, modes, restrictions, conditional streets, components and what was ignored."""
    from freight.run_network import network_facts
    from freight.screen import print_network

    print_network(network_facts(file))
