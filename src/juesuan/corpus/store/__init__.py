"""Documents as data: a folder that holds what was read and found of any number of documents, as Parquet that can be asked in SQL.

Of every content there is one record, made by a pure function, whoever calls it: one process, workers, or a shard of many. The tables are
made of the records, and of nothing else; how they came there leaves no trace in them.
"""
