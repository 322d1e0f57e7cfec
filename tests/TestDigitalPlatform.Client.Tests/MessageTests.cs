using System.Net;
using TestDigitalPlatform.Client.Tests.Things;

namespace TestDigitalPlatform.Client.Tests;

/// <summary>How messages become requests, and which cannot.</summary>
public sealed class MessageTests
{
    [Fact]
    public async Task Asks_below_the_services_address_and_leaves_out_what_says_nothing()
    {
        var (client, sent) = Recording();

        var query = new ListThings(CustomerId.Parse("acme")) { Colour = Filter.Is(Colour.Red, Colour.DarkBlue) };

        await client.Page(query, Cancel);

        sent.ShouldHaveSingleItem().ShouldBe(
            "GET http://things.example/below/owners/acme/things?colour=red,dark-blue&deep=false");
    }

    [Fact]
    public async Task Sends_no_body_when_the_path_says_it_all()
    {
        var (client, sent) = Recording(HttpStatusCode.NoContent);

        await client.Send(new RemoveThing(ThingId.From(Guid.Empty)), cancellationToken: Cancel);
        await client.Send(new ShakeThings(), cancellationToken: Cancel);

        sent.ShouldBe([
            "DELETE http://things.example/below/things/00000000-0000-0000-0000-000000000000",
            "POST http://things.example/below/things/shake"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a/b")]
    public async Task Refuses_what_no_path_can_carry(string owner)
    {
        var (client, sent) = Recording();

        var error = await Should.ThrowAsync<ArgumentException>(
            client.Send(new ChangeThing(default, owner, "", null) { Places = [] }, cancellationToken: Cancel));

        error.Message.ShouldContain("ChangeThing.Owner");
        sent.ShouldBeEmpty();
    }

    // Each would otherwise arrive as U+FFFD, which is something else. (An attribute could not hold them.)
    [Fact]
    public async Task Refuses_half_a_character()
    {
        var (client, sent) = Recording();
        (string Owner, string Text)[] halves =
            [("acme\ud800", "text"), ("acme", "half \udc00"), ("acme", "\ud83d\ud83d\ude00")];

        foreach (var (owner, text) in halves)
        {
            var error = await Should.ThrowAsync<ArgumentException>(
                client.Send(new ChangeThing(default, owner, text, null) { Places = [] }, cancellationToken: Cancel));
            error.Message.ShouldContain("unpaired surrogate");
        }

        sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Sends_whole_characters_of_any_plane()
    {
        var (client, sent) = Recording();

        await Should.ThrowAsync<ServiceFailedException>(client.Send(
            new ChangeThing(default, "\ud83d\ude00", "\ud83d\ude00", null) { Places = [] }, cancellationToken: Cancel));

        sent.ShouldHaveSingleItem().ShouldContain("/of/%F0%9F%98%80 ");
    }

    [Fact]
    public async Task Refuses_filters_that_a_query_string_would_say_otherwise()
    {
        var (client, _) = Recording();
        Filter<string>[] filters =
        [
            Filter.Is("a").And(Operators.Equal, "b"),
            Filter.Is<string>(),
            default(Filter<string>).And(Operators.Contains, "a", "b"),
            Filter.Where(Operators.Text, "a"),
        ];

        foreach (var filter in filters)
        {
            var error = await Should.ThrowAsync<ArgumentException>(
                client.Page(new ListThings(CustomerId.Parse("acme")) { Name = filter }, Cancel));
            error.Message.ShouldStartWith("The filter Name can't be sent: ");
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("ключ")]
    [InlineData("two\nlines")]
    [InlineData("a\"b")]
    [InlineData("\"quoted\"")]
    [InlineData(" a")]
    public async Task Refuses_a_key_that_no_service_takes(string key)
    {
        var (client, sent) = Recording();

        var error = await Should.ThrowAsync<ArgumentException>(
            async () => await client.Send(new ShakeThings(), new SendOptions { IdempotencyKey = key }, Cancel));

        error.Message.ShouldContain("1 to 200 printable ASCII characters");
        sent.ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_of_a_message_without_a_route_that_it_has_none()
    {
        var (client, _) = Recording();

        var error = await Should.ThrowAsync<ArgumentException>(client.Query(new Unroutable(), Cancel));

        error.Message.ShouldStartWith("Unroutable has no route");
    }

    [Fact]
    public async Task Says_that_it_does_not_know_where_the_service_is()
    {
        using var http = new HttpClient();

        var error = await Should.ThrowAsync<InvalidOperationException>(
            new ServiceClient(http).Send(new ShakeThings(), cancellationToken: Cancel));

        error.Message.ShouldContain("BaseAddress");
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private static (ServiceClient Client, List<string> Sent) Recording(HttpStatusCode status = HttpStatusCode.OK)
    {
        var sent = new List<string>();
        var service = new StubService(async (request, cancellationToken) =>
        {
            var body = request.Content is null ? "" : $" {await request.Content.ReadAsStringAsync(cancellationToken)}";
            sent.Add($"{request.Method} {request.RequestUri!.AbsoluteUri}{body}");
            return StubService.Response(
                status, status == HttpStatusCode.NoContent ? "" : """{ "items": [], "next": null, "count": null }""");
        });
        return (service.Client(), sent);
    }

#pragma warning disable TDP1001, TDP1006 // What our compiler refuses may come from an assembly built without it.
    private sealed record Unroutable : IQuery<Seen>;
#pragma warning restore TDP1001, TDP1006
}
