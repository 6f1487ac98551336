"""What pyproject.toml cannot say: the compiled part, which is built where there is a compiler and left out elsewhere.

It uses nothing of Python's, so one build serves all versions: hence the limited interface.
"""

from __future__ import annotations

from setuptools import Extension, setup
from setuptools.command.build_ext import build_ext


class BuildPlainLibrary(build_ext):
    """Builds a library that is called by address: it has no entry point for Python that a linker could ask for."""

    def get_export_symbols(self, ext: Extension) -> list[str]:
        """Return what is called, not what importing would need."""
        return list(ext.export_symbols)


setup(
    ext_modules=[
        Extension(
            "pipeline.pdfium._each",
            ["pipeline/pdfium/each.c"],
            export_symbols=["each", "each_version"],
            optional=True,
            py_limited_api=True,
        )
    ],
    cmdclass={"build_ext": BuildPlainLibrary},
    options={"bdist_wheel": {"py_limited_api": "cp311"}},
)
