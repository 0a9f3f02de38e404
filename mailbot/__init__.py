"""An assistant for Amazon sellers whose account is in trouble. ARCHITECTURE.md is the map."""

__version__ = "0.1.0"
