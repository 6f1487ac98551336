"""Tagged editions → Parquet on disk, and what describes it: data package, data dictionary, checks, CSV, Excel.

``tables`` turns records into Arrow and back, ``layout`` says where a file lies, ``files`` turns tables into files and
back, ``folder`` writes these,
``package`` and ``dictionary`` describe it, ``check`` verifies it, ``csv_files`` and ``excel`` hand it on.
"""
