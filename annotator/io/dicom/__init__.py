"""DICOM: series found by content, stacked by position, opened like any other image file."""
