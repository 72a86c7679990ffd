"""Code rules, one small file each; the register in ``standard/data/identities`` says what they are."""
