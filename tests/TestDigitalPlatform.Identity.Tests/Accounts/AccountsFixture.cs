using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using TestDigitalPlatform.Identity.Tests.Accounts;
using TestDigitalPlatform.Testing;

[assembly: AssemblyFixture(typeof(AccountsFixture))]

namespace TestDigitalPlatform.Identity.Tests.Accounts;

/// <summary>One provider with accounts for all tests: each invites people of its own.</summary>
public sealed class AccountsFixture : IAsyncLifetime
{
    internal const string Password = "seven quiet otters drift";

    private int people;

    internal TestService Service { get; private set; } = null!;

    internal BrowserSignIn SignIn => Service.Services.GetRequiredService<BrowserSignIn>();

    public async ValueTask InitializeAsync() => Service = await TestService.Start("identity", Create);

    public ValueTask DisposeAsync() => Service?.DisposeAsync() ?? default;

    internal T Get<T>() where T : notnull => Service.Services.GetRequiredService<T>();

    internal string NewEmail() => $"person{Interlocked.Increment(ref people)}@acme.example";

    internal async Task<Person> Invite(Role role = Role.CustomerUser, string? customer = "acme")
    {
        var email = NewEmail();
        var invitation = await Service.Client(Role.PlatformAdministrator).Send(new InviteAccount(
            email, "Grace Garcia", role, customer is null ? null : CustomerId.Parse(customer)));
        return new Person(invitation.Account, email, role, customer, invitation.Secret.Reveal());
    }

    internal async Task<Person> Activate(Role role = Role.CustomerUser, string? customer = "acme")
    {
        var person = await Invite(role, customer);
        await new ServiceClient(Service.Anonymous()).Send(new AcceptInvitation(person.Secret, Password));
        return person;
    }

    internal ServiceClient As(Person person) => Service.Client(person.Role, person.Customer, person.Id.Value);

    /// <summary>Signs in as a browser does.</summary>
    internal async Task<(SignInStep Step, Cookies Cookies)> Enter(string email, string password = Password, Cookies? cookies = null)
    {
        var http = (cookies ?? new Cookies()).Request();
        var step = await SignIn.WithPassword(http, email, password);
        return (step, Cookies.After(http));
    }

    internal async Task<(SignInStep Step, Cookies Cookies)> EnterCode(string code, Cookies cookies)
    {
        var http = cookies.Request();
        var step = await SignIn.WithCode(http, code);
        return (step, Cookies.After(http));
    }

    private static WebApplication Create(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);
        builder.AddIdentityProvider(options => options.Issuer = new Uri(ProviderService.Issuer));
        PlatformBuilderExtensions.AddPlatform(builder, "identity", new(typeof(AccountsFixture).Assembly, []));
        var app = builder.Build();
        app.MapPlatform();
        app.MapIdentityProvider();
        return app;
    }
}

/// <summary>A person of a test.</summary>
internal sealed record Person(UserId Id, string Email, Role Role, string? Customer, string Secret);

/// <summary>The cookies of a browser.</summary>
internal sealed class Cookies
{
    private readonly Dictionary<string, string> values = [];

    internal string? Session => values.GetValueOrDefault("__Host-tdp-session");

    internal IReadOnlyList<string> Headers { get; private init; } = [];

    internal DefaultHttpContext Request()
    {
        var http = new DefaultHttpContext();
        http.Request.Headers.Cookie = string.Join("; ", values.Select(cookie => $"{cookie.Key}={cookie.Value}"));
        http.Request.Headers.UserAgent = "Test browser";
        http.Connection.RemoteIpAddress = new System.Net.IPAddress(Guid.NewGuid().ToByteArray());
        return http;
    }

    internal static Cookies After(HttpContext http)
    {
        var cookies = new Cookies { Headers = [.. http.Response.Headers.SetCookie.OfType<string>()] };
        foreach (var (name, value) in http.Request.Cookies)
            cookies.values[name] = value;
        foreach (var header in cookies.Headers)
        {
            var pair = header.Split(';')[0].Split('=', 2);
            cookies.values[pair[0]] = Uri.UnescapeDataString(pair[1]);
        }

        return cookies;
    }
}
