"""How the server says that it is well or ill: for load balancers, for operators, in words for administrators."""
