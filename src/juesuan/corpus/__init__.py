"""Many documents, each in a process that can do no harm: what is read comes from strangers, so reading it has limits and no reach."""
