"""Juesuan: final-accounts disclosures of Chinese government departments, checked and made."""

__version__ = "0.1.0"
