"""What drivers and receivers are given: printable sheets, routes for phones, calendars, promised windows."""
