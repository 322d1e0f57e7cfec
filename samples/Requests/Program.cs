using Requests;

RequestsService.Create(args).Run();
