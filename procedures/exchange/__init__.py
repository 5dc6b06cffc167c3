"""The exchange of catalogues between a folder of YAML files, plain data and the database."""

from .folder import read_folder, write_folder
from .limits import check_storable, emptiness_of, empty_entries, part_of_case, part_of_file
from .plain import order_of_case
from .retrieving import plain_from_database
from .rows import load_into_database

__all__ = [
    "check_storable",
    "emptiness_of",
    "empty_entries",
    "load_into_database",
    "order_of_case",
    "part_of_case",
    "part_of_file",
    "plain_from_database",
    "read_folder",
    "write_folder",
]
