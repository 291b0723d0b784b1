"""Link health: asks the network about addresses, keeps the ledger, and reports."""
