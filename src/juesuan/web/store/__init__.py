"""What the workbench keeps: tables in a database, files beside it by what is in them."""
