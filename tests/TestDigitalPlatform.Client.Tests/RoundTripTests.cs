using FsCheck;
using FsCheck.Fluent;
using TestDigitalPlatform.Client.Tests.Things;

namespace TestDigitalPlatform.Client.Tests;

/// <summary>Whatever a message says, the service's handler sees it just so.</summary>
public sealed class RoundTripTests
{
    [Fact]
    public Task Queries_arrive_as_they_were_sent() => Hold(
        AnyMessage.ReadThing,
        (client, sent) => client.Query(sent).GetAwaiter().GetResult().Text);

    [Fact]
    public Task Lists_are_asked_as_they_were_meant() => Hold(
        AnyMessage.ListThings,
        (client, sent) => client.Page(sent).GetAwaiter().GetResult().Items[0].Name);

    [Fact]
    public Task Commands_arrive_as_they_were_sent() => Hold(
        AnyMessage.ChangeThing,
        (client, sent) => client.Send(sent).GetAwaiter().GetResult().Text);

    private static async Task Hold<T>(Gen<T> messages, Func<ServiceClient, T, string> seen)
        where T : notnull
    {
        await using var service = await ThingsService.Start();
        var client = new ServiceClient(service.SignIn(Role.CustomerUser, "acme"));

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(300),
            Prop.ForAll(Arb.From(messages), message =>
            {
                seen(client, message).ShouldBe(Told.Of(message));
                return true;
            }));
    }
}
