"""The editions of a series in a row: what lies between two, what became of each item, and of what was promised."""

from pipeline.history.between_editions import marked_before, reach_in_series, reach_of
from pipeline.history.commitments import trace_commitments
from pipeline.history.lineage import trace_lineage

__all__ = ["marked_before", "reach_in_series", "reach_of", "trace_commitments", "trace_lineage"]
