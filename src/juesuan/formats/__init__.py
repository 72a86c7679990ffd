"""What knows a format, one room each: read it, find a place in it, write it, annotate it. Nothing here knows forms or rules."""
