"""Where plans of past days are kept: ``configs/store.yaml``."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, ValidationError

from freight.errors import Fault, InputError
from freight.inputs.explain import problems
from freight.inputs.fields import FileModel, Name
from freight.inputs.yaml_file import read_yaml


class StoreFile(FileModel):
    """The whole file."""

    store: Name = Field(description="A file name relative to this file, or postgresql://USER@HOST/DATABASE")


def read_store_file(path: Path) -> str:
    """The address of the store; a file name is given from the folder of `path`.

    Raises
    ------
    InputError
        With every fault of the file.
    """
    faults: list[Fault] = []
    file = read_yaml(path, faults)
    if file is None:
        raise InputError(faults)
    content = file.content if isinstance(file.content, dict) else {}
    try:
        address = StoreFile.model_validate(content).store
    except ValidationError as error:
        found = problems(error, StoreFile, content)
        raise InputError(
            Fault(str(path), file.where(one.where), one.value, one.message, one.advice) for one in found
        ) from None
    return address if "://" in address else str(path.parent / address)
