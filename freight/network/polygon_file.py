"""The area to fetch, drawn by people as GeoJSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from freight.errors import InputError

if TYPE_CHECKING:
    from shapely import MultiPolygon, Polygon


def read_polygon(path: Path) -> Polygon | MultiPolygon:
    """Read the polygons of a GeoJSON geometry, feature or collection, joined into one shape.

    Raises
    ------
    InputError
        When the file cannot be read or holds no valid polygon in degrees.
    """
    from shapely import MultiPolygon, Polygon, union_all
    from shapely.errors import ShapelyError
    from shapely.geometry import shape

    advice = "draw a polygon in WGS84 degrees and save it as GeoJSON"
    try:
        content = json.loads(path.read_text(encoding="utf-8-sig"))
        features = content["features"] if content.get("type") == "FeatureCollection" else [content]
        shapes = [shape(feature.get("geometry", feature)) for feature in features]
    except OSError as error:
        raise InputError.one(str(path), "", "", f"cannot be read ({error.strerror})", advice) from error
    except (ValueError, TypeError, KeyError, AttributeError, IndexError, RecursionError) as error:
        raise InputError.one(str(path), "", "", "is not GeoJSON", advice) from error
    except ShapelyError as error:
        raise InputError.one(str(path), "", "", f"is no polygon ({error})", advice) from error
    whole = [part for part in shapes if isinstance(part, Polygon | MultiPolygon) and not part.is_empty]
    broken = any(not part.is_valid or not _in_degrees(part.bounds) for part in whole)
    merged = union_all([] if broken else whole)
    if not isinstance(merged, Polygon | MultiPolygon) or merged.is_empty:
        raise InputError.one(str(path), "geometry", "", "holds no whole polygon in degrees", advice)
    return merged


def _in_degrees(bounds: tuple[float, float, float, float]) -> bool:
    west, south, east, north = bounds
    return -180 <= west < east <= 180 and -90 <= south < north <= 90
