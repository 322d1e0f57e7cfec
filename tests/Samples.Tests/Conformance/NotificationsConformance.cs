using Notifications;
using Notifications.Contracts;
using Requests.Contracts;
using Requests.Contracts.Events;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Conformance;

public sealed class NotificationsConformance() : ServiceConformance("notifications", NotificationsService.Create)
{
    protected override async Task Arrange(Arrangement given)
    {
        if (!given.IsFor<ListNotifications>() && !given.IsFor<ReadNotifications>())
            return;
        foreach (var role in (Role[])[Role.CustomerUser, Role.CustomerAdministrator])
            await given.Service.Publish(new RequestAttended(
                RequestId.From(Guid.NewGuid()), given.Customer, given.Caller(role).User, UserId.Parse("somebody"), given.Service.Time.Now));
    }
}
