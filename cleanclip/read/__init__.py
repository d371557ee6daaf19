"""Bytes and pages to text."""
