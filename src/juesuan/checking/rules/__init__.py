"""Code rules, one small file each; the register in ``standard/data/rules`` says what they are."""
