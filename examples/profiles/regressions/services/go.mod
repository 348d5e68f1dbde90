module services

go 1.24
