"""A told route as it was driven: when each street was reached, and what a delay does to it."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np

from freight.domain.plan import Leg, Route, Visit
from freight.domain.timeline import DrivenLeg, RouteTimeline
from freight.domain.travel import FloatArray


@dataclass(frozen=True, eq=False, slots=True)
class Drive:
    """One leg with its moments; arrays of shape (streets,)."""

    leg: Leg
    enter_s: FloatArray
    """Clock when the turn into each street begins; of the street after a hold, when the hold is over."""
    off_s: FloatArray
    """Clock at the end of each street, or at the stop."""


@dataclass(frozen=True, eq=False, slots=True)
class Course:
    """``drives[k]`` leads to ``visits[k]``, the last one to the depot."""

    depart_s: int
    visits: tuple[Visit, ...]
    drives: tuple[Drive, ...]

    def left_s(self, number: int) -> int:
        """When drive `number` began."""
        return self.visits[number - 1].depart_s if number else self.depart_s


def course(route: Route, driven: RouteTimeline) -> Course:
    """A told route with the moments of its replay."""
    legs = [*(visit.leg for visit in route.visits), route.back]
    drives = tuple(_drive(leg, done) for leg, done in zip(legs, driven.legs, strict=True))
    return Course(route.depart_s, route.visits, drives)


def _drive(leg: Leg, done: DrivenLeg) -> Drive:
    return Drive(leg, done.enter_s, done.enter_s + done.drive_s)


def delayed(told: Course, now_s: int, late_s: int) -> Course:
    """The course of a vehicle that at `now_s` is no farther than it should have been `late_s` earlier.

    What it was doing then took that much longer: leaving the depot, a service, or a leg, on which it stood
    still. Waiting at a gate on the same leg makes up for it. Later parts keep the moments they were told.
    """
    moment_s = now_s - late_s
    if moment_s < told.depart_s:
        return replace(told, depart_s=told.depart_s + late_s)
    for number, drive in enumerate(told.drives):
        if moment_s < drive.off_s[-1]:
            return _slow_leg(told, number, moment_s, late_s)
        if number < len(told.visits) and moment_s < told.visits[number].depart_s:
            visit = told.visits[number]
            longer = replace(visit, depart_s=visit.depart_s + late_s)
            return replace(told, visits=(*told.visits[:number], longer, *told.visits[number + 1 :]))
    return told


def _slow_leg(told: Course, number: int, moment_s: int, late_s: int) -> Course:
    drive = told.drives[number]
    leg = drive.leg
    at, hold_s, extra_s = int(np.argmax(drive.off_s > moment_s)), late_s, late_s
    if leg.hold_s > 0:
        ahead = drive.enter_s[leg.hold_before] > moment_s
        at = leg.hold_before
        hold_s = max(leg.hold_s, late_s) if ahead else leg.hold_s + late_s
        extra_s = hold_s - leg.hold_s
    later = np.where(np.arange(len(leg.streets)) >= at, float(extra_s), 0.0)
    slow = Drive(replace(leg, hold_s=hold_s, hold_before=at), drive.enter_s + later, drive.off_s + later)
    drives = (*told.drives[:number], slow, *told.drives[number + 1 :])
    if number == len(told.visits):
        return replace(told, drives=drives)
    visit = told.visits[number]
    start_s = max(visit.start_s, math.ceil(slow.off_s[-1] - 1e-6))
    moved = replace(visit, leg=slow.leg, start_s=start_s, depart_s=visit.depart_s + start_s - visit.start_s)
    return replace(told, drives=drives, visits=(*told.visits[:number], moved, *told.visits[number + 1 :]))
