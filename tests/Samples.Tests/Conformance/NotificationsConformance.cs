using Notifications;
using TestDigitalPlatform.Testing;

namespace Samples.Tests.Conformance;

public sealed class NotificationsConformance() : ServiceConformance("notifications", NotificationsService.Create);
