"""Tests of the tables of data."""
