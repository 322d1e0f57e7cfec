using Customers.Contracts;
using Notifications.Contracts;
using Requests.Contracts;
using TestDigitalPlatform.Tests.Contracts;

namespace Samples.Tests.Contracts;

public sealed class DescriptionTests
{
    [Theory]
    [InlineData(typeof(ChangePlan))]
    [InlineData(typeof(ReadNotifications))]
    [InlineData(typeof(SubmitRequest))]
    public void Describes_each_message_as_JSON_has_it(Type one)
    {
        var messages = DescribedMessages.In(one.Assembly);

        messages.ShouldContain(one);
        messages.SelectMany(DescribedMessages.Differences).ShouldBeEmpty();
    }
}
