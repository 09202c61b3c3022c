"""Green logistics route optimiser for urban goods transport."""

__version__ = "0.1.0"
