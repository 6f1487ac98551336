"""Arrow tables → pandas DataFrames, without the losses of the plain way.

pandas makes floats of integers as soon as one is missing, arrays of lists, and lists of pairs of maps. Here an integer
stays one (``Int32``, missing: ``<NA>``), a list is a list, a map a dict, and a date a date that pandas can count with.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pipeline import schema

if TYPE_CHECKING:
    import pandas as pd
    import pyarrow as pa

_NULLABLE = {"string": "string", "bool": "boolean", "int16": "Int16", "int32": "Int32", "double": "Float64"}


def table_to_frame(dataset: str, table: pa.Table) -> pd.DataFrame:
    """Return a dataset's table as a DataFrame of pandas' nullable types.

    Args:
        dataset: Its name, by which the schema tells what its columns are.
        table: Its columns, and maybe ``series`` and ``edition``.
    """
    import pandas as pd

    types = {column.name: column.type for column in schema.DATASETS[dataset].columns}
    columns = {name: _series(table[name].to_pylist(), types.get(name, "string")) for name in table.column_names}
    return pd.DataFrame(columns)


def _series(values: list[Any], type_: str) -> pd.Series[Any]:
    import pandas as pd

    if type_ in _NULLABLE:
        return pd.Series(values, dtype=_NULLABLE[type_])
    if type_.startswith("date"):
        return pd.Series(pd.to_datetime(pd.Series(values, dtype="object")).astype("datetime64[s]"))
    return pd.Series([dict(value) if type_.startswith("map<") else value for value in values], dtype="object")
