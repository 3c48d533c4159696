module chefs.example/consumer

go 1.24
