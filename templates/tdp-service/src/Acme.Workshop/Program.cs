using Acme.Workshop;

WorkshopService.Create(args).Run();
