"""Plan every golden day again and write what is expected of it: ``python -m tests.golden.renew``.

Read the difference before committing it: each changed line is a changed plan.
"""

from __future__ import annotations

from freight.files import write_atomically
from tests.golden.day import CASES, as_text, plan_case
from tests.golden.town import write_town

if __name__ == "__main__":
    write_town()
    for case in CASES:
        write_atomically(case / "expected.json", as_text(plan_case(case)))
