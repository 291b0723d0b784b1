"""Measures that the sessions report: agreement, correction of measurement error, judges, extraction, retrieval. NumPy alone."""
