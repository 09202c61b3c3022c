from freight.errors import Fault, InputError, NoPlanError, PlanRejectedError, UnreachableError


def test_a_fault_says_file_place_value_message_and_advice() -> None:
    fault = Fault("orders.csv", "row 7, column kg", "-3", "negative weight", "write a number from 0 up")
    assert str(fault) == (
        "orders.csv, row 7, column kg: negative weight (found '-3') -> write a number from 0 up"
    )


def test_an_input_error_lists_all_its_faults_a_line_each() -> None:
    error = InputError([Fault("a.csv", "row 2", "", "empty"), Fault("b.yaml", "", "x", "unknown field")])
    assert str(error).splitlines() == ["a.csv, row 2: empty", "b.yaml: unknown field (found 'x')"]


def test_exit_codes() -> None:
    one = InputError.one("f", "", 0, "zero")
    assert (one.exit_code, UnreachableError.exit_code) == (2, 2)
    assert (NoPlanError.exit_code, PlanRejectedError.exit_code) == (3, 1)
    assert "(found '0')" in str(one)
