"""Transcripts → cells as printed: what OCR models make of scans, as tab-separated text, Markdown or HTML."""

from pipeline.transcript.document import read_transcript

__all__ = ["read_transcript"]
