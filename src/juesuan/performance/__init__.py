"""The year's performance cycle: goals, monitoring, evidence, scores, results, and the forms of each stage."""
