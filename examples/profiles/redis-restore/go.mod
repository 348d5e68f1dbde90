module rdb

go 1.22
