"""Findings for people and programs: terminal, JSON, SARIF, workbook, one HTML page."""
