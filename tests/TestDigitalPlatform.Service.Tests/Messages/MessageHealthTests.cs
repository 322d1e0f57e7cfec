using System.Net;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Messages;

public sealed class MessageHealthTests
{
    [Fact]
    public async Task A_service_whose_transport_is_away_is_ready_and_says_so()
    {
        await using var service = await NotesService.Start("ConnectionStrings:messages=Host=127.0.0.1;Port=1;Username=notes_app;Password=x");

        var (status, body) = await Until(service, "\"messages\":\"degraded\"");
        await service.Ann().Write();

        status.ShouldBe(HttpStatusCode.OK);
        body.ShouldStartWith("{\"status\":\"degraded\"");
    }

    [Fact]
    public async Task A_service_whose_messages_come_and_go_is_healthy()
    {
        await using var service = await NotesService.Start();

        (await Until(service, "\"messages\":\"healthy\"")).Body.ShouldStartWith("{\"status\":\"healthy\"");
    }

    private static async Task<(HttpStatusCode Status, string Body)> Until(TestService service, string said)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            using var answer = await service.Anonymous().GetAsync("/health/ready", limit.Token);
            var body = await answer.Content.ReadAsStringAsync(limit.Token);
            if (body.Contains(said, StringComparison.Ordinal))
                return (answer.StatusCode, body);
            await Task.Delay(20, limit.Token);
        }
    }
}
