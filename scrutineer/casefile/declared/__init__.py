"""The declarations of records, by what they are about; `casefile.records` puts them together."""
