"""From a script in percent format to an executed notebook and a page with its real outputs."""
