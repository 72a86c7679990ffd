"""One record of a year's cycle: what was wanted, approved, watched, reached, judged and drawn from it, and what each stage prints of it."""
