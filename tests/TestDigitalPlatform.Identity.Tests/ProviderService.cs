using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Identity.Server;
using TestDigitalPlatform.Testing;

namespace TestDigitalPlatform.Identity.Tests;

/// <summary>An identity provider whose people are in memory, and sign in by naming themselves.</summary>
internal static class ProviderService
{
    internal const string Issuer = "http://localhost:8080/";

    internal static Task<TestService> Start(People people, string issuer = Issuer, params string[] settings) =>
        TestService.Start("identity", args => Create(args, people, issuer), settings);

    private static WebApplication Create(string[] args, People people, string issuer)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddIdentityProvider(options => options.Issuer = new Uri(issuer));
        builder.Services.AddSingleton<IAccountDirectory>(people);
        builder.Services.AddAuthentication().AddCookie();
        builder.Services.Configure<CookieAuthenticationOptions>(IdentitySchemes.Session, cookie => cookie.Cookie.Name = "session");
        builder.Services.PostConfigure<AuthenticationOptions>(
            schemes => schemes.SchemeMap[IdentitySchemes.Session].HandlerType = typeof(CookieAuthenticationHandler));
        PlatformBuilderExtensions.AddPlatform(builder, "identity", Nothing);
        var app = builder.Build();
        app.MapPlatform();
        app.MapIdentityProvider();
        app.MapPost("/test/sign-in/{user}", SignIn).AllowAnonymous();
        return app;
    }

    // The database of all tests is made from this assembly, which has no migrations and no operations of its own.
    private static Generated.ServiceDefinition Nothing { get; } = new(typeof(ProviderService).Assembly, []);

    private static async Task SignIn(HttpContext http, string user, TimeProvider time)
    {
        var identity = new ClaimsIdentity("test");
        identity.AddClaim(new Claim("sub", user));
        identity.AddClaim(new Claim("sid", Guid.NewGuid().ToString()));
        identity.AddClaim(new Claim("auth_time", $"{time.GetUtcNow().ToUnixTimeSeconds()}"));
        identity.AddClaim(new Claim("amr", "pwd"));
        await http.SignInAsync(IdentitySchemes.Session, new ClaimsPrincipal(identity));
    }
}

/// <summary>The people of a test.</summary>
internal sealed class People : IAccountDirectory
{
    internal Dictionary<UserId, TokenAccount> Accounts { get; } = [];

    internal HashSet<Guid> Ended { get; } = [];

    public ValueTask<TokenAccount?> Find(UserId user, CancellationToken cancellationToken) =>
        new(Accounts.GetValueOrDefault(user));

    public ValueTask<bool> IsAlive(Guid session, CancellationToken cancellationToken) => new(!Ended.Contains(session));

    internal TokenAccount Add(string user, Role role, string? customer)
    {
        var account = new TokenAccount(
            UserId.Parse(user), role, customer is null ? null : CustomerId.Parse(customer), ["requests.assign"], "Grace Garcia",
            "grace@acme.example", true);
        return Accounts[account.User] = account;
    }
}
