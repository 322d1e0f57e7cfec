using Notifications;

NotificationsService.Create(args).Run();
