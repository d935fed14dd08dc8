"""One service for each area of use; plain values in, plain values out, transactions inside."""
