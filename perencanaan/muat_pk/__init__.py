"""Perjanjian Kinerja of one OPD and year from a workbook made for it; its planner serves other tables too."""
