"""What the server writes about its requests and faults: lines of JSON with a code for each request, without names of people."""
