using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using TestDigitalPlatform.Service.Tests.Notes;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Service.Tests.Http;

public sealed class IdentityProviderTests
{
    [Fact]
    public async Task Without_its_provider_a_service_is_not_ready_and_says_why()
    {
        await using var service = await NotesService.Start("Platform:Tokens:Authority=http://127.0.0.1:1");

        var answer = await service.Ann().GetAsync("/notes");

        // A token of another issuer may still be found out later; that it can't be checked now is told first.
        await answer.ShouldBeProblem(HttpStatusCode.ServiceUnavailable, "identity_provider_unavailable");
        answer.Headers.RetryAfter!.Delta!.Value.ShouldBeGreaterThan(TimeSpan.Zero);
        service.Log.Lines.ShouldContain(line => line.Contains("tokens can't be checked", StringComparison.Ordinal));
        (await service.Anonymous().GetAsync("/health/ready")).StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await service.Anonymous().GetAsync("/health/live")).StatusCode.ShouldBe(HttpStatusCode.OK);
        // What needs no token is served.
        (await service.Anonymous().GetAsync("/hello")).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("x.y.z")]
    [InlineData("rubbish")]
    public async Task What_is_no_token_is_401_also_without_the_provider(string token)
    {
        await using var service = await NotesService.Start("Platform:Tokens:Authority=http://127.0.0.1:1");
        var client = service.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        await (await client.GetAsync("/notes")).ShouldBeProblem(HttpStatusCode.Unauthorized, "invalid_token");
    }

    [Fact]
    public async Task A_provider_that_is_silent_holds_no_request_for_long()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var service = await NotesService.Start($"Platform:Tokens:Authority=http://{silent.LocalEndpoint}");

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => service.Ann().GetAsync("/notes")))
            .WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        answers.ShouldAllBe(answer => answer.StatusCode == HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task In_Development_the_log_says_why_a_token_was_refused()
    {
        await using var service = await NotesService.Start("Logging:LogLevel:Default=Information");
        var caller = new Caller(UserId.Parse("ann"), Role.CustomerUser, CustomerId.Parse("acme"));
        var token = service.Token(caller);
        var client = service.Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token[..^8] + "AAAAAAAA");

        await (await client.GetAsync("/notes")).ShouldBeProblem(HttpStatusCode.Unauthorized, "invalid_token");

        service.Log.Lines.ShouldContain(line => line.Contains("was not signed by the development key", StringComparison.Ordinal));
        var secret = token[..^8];
        service.Log.Lines.ShouldAllBe(line => !line.Contains(secret, StringComparison.Ordinal));
    }
}
