"""The catalogue as data (forms, rules, grammar, codes, profiles, templates, legal basis) and its loaders."""
