"""Who works in the workbench, and what each may do, where more than one person uses it."""
