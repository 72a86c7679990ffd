"""Forms in text whose columns are lost: labels, codes and 行次 find the rows, arithmetic finds the columns."""
