using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Configuration;
using TestDigitalPlatform.Hosting.Modules;
using TestDigitalPlatform.Identity;
using TestDigitalPlatform.Identity.Accounts;
using TestDigitalPlatform.Identity.Pages;
using TestDigitalPlatform.Identity.Passwords;
using TestDigitalPlatform.Identity.Server;
using TestDigitalPlatform.Identity.Sessions;
using TestDigitalPlatform.Identity.SignIns;
using TestDigitalPlatform.Outbox;

namespace TestDigitalPlatform;

/// <summary>Adds accounts, sign-in and sessions to the identity provider.</summary>
internal static class AccountsBuilderExtensions
{
    /// <exception cref="PlatformException">TDP0303: an option is out of its limits.</exception>
    internal static WebApplicationBuilder AddAccounts(this WebApplicationBuilder builder)
    {
        var options = OptionsCheck.Read<IdentitySessionOptions>(builder.Configuration, IdentitySessionOptions.SectionName);
        OptionsCheck.Check(IdentitySessionOptions.SectionName, options);
        var services = builder.Services;
        services.AddSingleton(options);
        services.AddSingleton<HashingQueue>();
        services.AddSingleton<IPasswordHasher<PasswordOwner>, Argon2Hasher<PasswordOwner>>();
        services.AddSingleton<PasswordHashing>();
        services.AddSingleton(s => new EventLimit(s.GetRequiredService<ILogger<AccountDatabase>>()));
        services.AddSingleton<AccountDatabase>();
        services.AddSingleton<Attempts>();
        services.AddSingleton<AddressAttempts>();
        services.AddSingleton<SignIn>();
        services.AddSingleton<SessionRegistry>();
        services.AddSingleton<IAccountDirectory, AccountDirectory>();
        services.AddSingleton<PendingCookie>();
        services.AddSingleton<PersonAddress>();
        services.AddSingleton(s => new BrowserSignIn(
            s.GetRequiredService<SignIn>(), s.GetRequiredService<SessionRegistry>(), s.GetRequiredService<PendingCookie>(),
            s.GetRequiredService<PersonAddress>()));
        services.AddSingleton<SignInPages>();
        services.AddAntiforgery(antiforgery =>
        {
            antiforgery.FormFieldName = "form";
            antiforgery.Cookie.Name = "tdp-form";
            antiforgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
        services.AddSingleton(new PublicActor(typeof(AcceptInvitation), "invitations"));
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, SessionHandler>(IdentitySchemes.Session, null);
        return builder;
    }

    /// <summary>Maps the pages on which people sign in and out.</summary>
    internal static WebApplication MapAccounts(this WebApplication app)
    {
        app.Services.GetRequiredService<SignInPages>().Map(app);
        return app;
    }
}
