"""Reading a study: the file, its base scenario, and every fault of both at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import ValidationError

from freight.domain.scenario import Depot, Scenario
from freight.errors import Fault, InputError
from freight.inputs.explain import Problem, problems
from freight.inputs.load import load_scenario
from freight.inputs.places import located
from freight.inputs.study_checks import study_problems
from freight.inputs.study_model import StudyFile
from freight.inputs.yaml_file import YamlFile, read_yaml


@dataclass(frozen=True, eq=False, slots=True)
class Study:
    """A study with its base scenario, whose depots include the study's own places."""

    path: Path
    file: StudyFile
    base: Scenario


def read_study(path: Path) -> Study:
    """Read and check a study and everything its base scenario names.

    Raises
    ------
    InputError
        With every fault of every file; a fault of a variant names the variant.
    """
    faults: list[Fault] = []
    content, raw = _read_file(path, faults)
    if raw is None:
        raise InputError(faults)
    base = _base(path, raw, faults)
    if content is not None and base is not None:
        depots, found = _places(content, base)
        base = replace(base, depots=(*base.depots, *depots))
        found += study_problems(content, base)
        faults += [Fault(str(path), raw.where(one.where), one.value, one.message, one.advice) for one in found]
    if faults or content is None or base is None:
        raise InputError(faults)
    return Study(path, content, base)


def _read_file(path: Path, faults: list[Fault]) -> tuple[StudyFile | None, YamlFile | None]:
    raw = read_yaml(path, faults)
    if raw is None:
        return None, None
    if not isinstance(raw.content, dict):
        advice = "write one 'field: value' a line, beginning with name:"
        faults.append(Fault(str(path), "", "", "is not a study: it holds no fields", advice))
        return None, None
    try:
        return StudyFile.model_validate(raw.content), raw
    except ValidationError as error:
        found = problems(error, StudyFile, raw.content)
    faults += [
        Fault(str(path), raw.where(one.where), one.value, _of_variant(raw, one), one.advice) for one in found
    ]
    return None, raw


def _of_variant(raw: YamlFile, problem: Problem) -> str:
    """The message, with the variant's id in front where the fault lies in a variant that has one."""
    content = raw.content
    if isinstance(content, dict) and problem.where[:1] == ("variants",) and len(problem.where) > 1:
        listed, number = content.get("variants"), problem.where[1]
        block = listed[number] if isinstance(listed, list) and isinstance(number, int) else None
        if isinstance(block, dict) and "id" in block:
            return f"variant {block['id']}: {problem.message}"
    return problem.message


def _base(path: Path, raw: YamlFile, faults: list[Fault]) -> Scenario | None:
    named = raw.content.get("base") if isinstance(raw.content, dict) else None
    if not isinstance(named, str) or not named.strip():
        return None
    base = path.parent / named.strip()
    if not base.is_file():
        faults.append(Fault(str(path), raw.where(("base",)), named, "there is no such scenario"))
        return None
    try:
        return load_scenario(base)
    except InputError as error:
        faults.extend(error.faults)
        return None


def _places(content: StudyFile, base: Scenario) -> tuple[list[Depot], list[Problem]]:
    """The study's own places as depots."""
    depots: list[Depot] = []
    found: list[Problem] = []
    taken = {depot.id for depot in base.depots}
    for number, row in enumerate(content.places):
        position, wrong = located(row, None, base.timezone)
        found += [one._replace(where=("places", number, *one.where)) for one in wrong]
        if row.id in taken:
            advice = "the base scenario has it already, or it stands twice here"
            found.append(Problem(("places", number, "id"), row.id, "the id is taken", advice))
        taken.add(row.id)
        depots.append(Depot(row.id, row.name, *position, docks=row.docks))
    return depots, found
