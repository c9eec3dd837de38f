"""Rows: SQLModel tables, migrations, and the functions that read and write them."""
