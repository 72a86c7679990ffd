"""Rules of the performance self-evaluation forms: overall (PO), projects (PP) and across (PX)."""
