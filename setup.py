"""What pyproject.toml cannot say: the compiled part, which is built where there is a compiler and left out elsewhere.

It uses nothing of Python's, so that one build serves all versions: hence the wheel's ``abi3``.
"""

from __future__ import annotations

from pathlib import PurePath

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext


class BuildPlainLibrary(build_ext):
    """Builds a library that is called by address, and is no module of Python's."""

    def get_export_symbols(self, ext: Extension) -> list[str]:
        """Return what is called, not the entry point that importing would need."""
        return list(ext.export_symbols)

    def get_ext_filename(self, fullname: str) -> str:
        """Return a name that nobody takes for a module's."""
        return str(PurePath(*fullname.split(".")).with_suffix(".bin"))


setup(
    ext_modules=[
        Extension(
            "pipeline.pdfium.each",
            ["pipeline/pdfium/each.c"],
            export_symbols=["each", "each_version"],
            optional=True,
        )
    ],
    cmdclass={"build_ext": BuildPlainLibrary},
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
