"""Odd layouts turned into ordinary tables: one heading row, one row a record."""
