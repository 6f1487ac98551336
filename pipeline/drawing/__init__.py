"""What all readers of PDFs stand on: what a page's drawing instructions mean, whichever library reads them."""
