using Customers;

CustomersService.Create(args).Run();
