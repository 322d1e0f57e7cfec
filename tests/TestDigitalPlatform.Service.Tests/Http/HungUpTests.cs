using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Service.Tests.Notes;

namespace TestDigitalPlatform.Service.Tests.Http;

/// <summary>A client that goes away is no failure of the service.</summary>
public sealed class HungUpTests
{
    private const int BadRequest = 400;
    private const int ClientClosedRequest = 499;

    [Theory]
    [InlineData("Content-Length: 25", """{"text":"Bro""")]
    [InlineData("Transfer-Encoding: chunked", "20\r\n{")]
    public async Task A_reset_in_the_middle_of_a_body_is_no_error(string headers, string beginning)
    {
        var service = await NotesService.Start();
        using var watch = new Watch(service);

        // Often, since what the server sees first is a matter of chance.
        for (var i = 0; i < 20; i++)
        {
            using var wire = await Wire.Begin(service, headers + "\r\nExpect: 100-continue");
            await wire.ReceiveUntil("100 Continue");
            await wire.Send(beginning);
            wire.Reset();
            (await watch.NextStatus()).ShouldBeOneOf(BadRequest, ClientClosedRequest);
        }

        // Once all connections have ended, all is logged.
        await service.DisposeAsync();
        watch.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task Nor_is_one_while_a_query_is_answered()
    {
        var service = await NotesService.Start();
        using var watch = new Watch(service);
        using var impatient = new CancellationTokenSource();
        var waiting = service.Ann().GetAsync("/wait", impatient.Token);
        await service.Services.GetRequiredService<Gate>().Entered.Task.WaitAsync(TimeSpan.FromSeconds(60));

        await impatient.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        (await watch.NextStatus()).ShouldBe(ClientClosedRequest);
        await service.DisposeAsync();
        watch.Logged.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_body_that_comes_in_pieces_is_put_together()
    {
        await using var service = await NotesService.Start();
        using var wire = await Wire.Begin(service, "Content-Length: 25\r\nExpect: 100-continue");
        await wire.ReceiveUntil("100 Continue");

        foreach (var piece in (string[])["""{"text":"La""", """te","sta""", """rs":1}"""])
            await wire.Send(piece);

        await wire.ReceiveUntil("200 OK");
    }
}
