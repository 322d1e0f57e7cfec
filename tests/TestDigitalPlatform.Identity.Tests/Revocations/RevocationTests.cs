using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using TestDigitalPlatform.Identity.Revocations;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Identity.Tests.Revocations;

/// <summary>A provider, and a service of its own that trusts it by its address alone.</summary>
public sealed class RevocationTests(LiveProvider live) : IClassFixture<LiveProvider>
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_session_that_ends_ends_its_tokens_in_every_service()
    {
        var token = await live.TokenOf("revoked-session");
        (await live.Call(token)).ShouldBe(HttpStatusCode.OK);

        await live.Revoke.Session(SessionOf(token), CancellationToken.None);

        (await Until(token, HttpStatusCode.Unauthorized)).ShouldBeLessThan(Deadline);
    }

    [Fact]
    public async Task A_changed_role_ends_the_tokens_so_far_and_not_those_that_follow()
    {
        var token = await live.TokenOf("revoked-role");
        (await live.Call(token)).ShouldBe(HttpStatusCode.OK);

        await live.Revoke.TokensOfSession(SessionOf(token), CancellationToken.None);

        await Until(token, HttpStatusCode.Unauthorized);
        live.Provider.Time.Advance(TimeSpan.FromSeconds(2));
        live.Service.Time.Advance(TimeSpan.FromSeconds(2));
        (await live.Call(await live.TokenOf("revoked-role"))).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_grant_that_is_revoked_ends_its_access_token()
    {
        var (request, tokens) = await live.Granted("revoked-grant");
        (await live.Call(tokens.Text("access_token"))).ShouldBe(HttpStatusCode.OK);

        await live.Post("/connect/revoke", request.Authenticated(new() { ["token"] = tokens.Text("refresh_token") }));

        await Until(tokens.Text("access_token"), HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_service_that_starts_later_knows_what_was_revoked_before()
    {
        var token = await live.TokenOf("revoked-before");
        await live.Revoke.Session(SessionOf(token), CancellationToken.None);
        await using var late = await live.StartService();

        (await LiveProvider.Call(late, token)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    private async Task<TimeSpan> Until(string token, HttpStatusCode expected)
    {
        var watch = Stopwatch.StartNew();
        while (await live.Call(token) is var status && status != expected)
        {
            if (watch.Elapsed > Deadline)
                Assert.Fail($"After {Deadline.TotalSeconds} s the service still answers {status}.");
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        return watch.Elapsed;
    }

    private static Guid SessionOf(string token) => Guid.Parse(new JsonWebToken(token).GetClaim("sid").Value);
}
