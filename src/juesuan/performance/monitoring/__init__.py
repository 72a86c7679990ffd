"""The month: what the enterprises' reports and the other tables show of it, judged against history and peers, with warnings and a brief."""
