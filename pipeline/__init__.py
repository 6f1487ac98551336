"""akaji (赤字): table PDFs of Japanese public meetings, turned into datasets that can be compared."""

__version__ = "0.1.0"
