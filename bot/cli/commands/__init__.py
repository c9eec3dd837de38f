"""The commands of `shoal`: each module exports one COMMAND, named like the module.

Modules here import nothing heavy at the top, so that `shoal --help` answers at once.
"""
