using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using TestDigitalPlatform.Configuration;
using TestDigitalPlatform.Hosting.Authentication;
using TestDigitalPlatform.Hosting.Modules;
using TestDigitalPlatform.Identity.Cookies;
using TestDigitalPlatform.Identity.Keys;
using TestDigitalPlatform.Identity.Server;

namespace TestDigitalPlatform;

/// <summary>Makes a service the identity provider of a platform.</summary>
public static class IdentityProviderExtensions
{
    private const string Module = "identity";

    /// <summary>Adds OAuth 2.1 and OpenID Connect, accounts and sessions. Call it before <c>AddPlatform</c>.</summary>
    /// <param name="builder">The application's builder.</param>
    /// <param name="configure">Changes the options after they were read from the section <c>Platform:Identity</c>.</param>
    /// <exception cref="PlatformException">TDP0500: the platform was added before. TDP0303: an option is out of its limits.
    /// TDP0502: the issuer can't be used.</exception>
    public static WebApplicationBuilder AddIdentityProvider(
        this WebApplicationBuilder builder, Action<IdentityProviderOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        if (!builder.AddModule(new ServiceModule(Module, GeneratedPlatform.Definition), nameof(AddIdentityProvider)))
            return builder;
        var options = OptionsCheck.Read<IdentityProviderOptions>(builder.Configuration, IdentityProviderOptions.SectionName);
        configure?.Invoke(options);
        OptionsCheck.Check(IdentityProviderOptions.SectionName, options);
        Issuer.Check(options.Issuer!, builder.Environment.IsDevelopment());

        builder.Services.AddSingleton(options);
        builder.Services.AddSingleton<PlatformCipher>();
        builder.Services.AddSingleton<KeyRing>();
        builder.Services.AddSingleton<KeyRotation>();
        builder.Services.AddHostedService<KeyWatch>();
        var development = builder.DevelopmentKeySet();
        builder.Services.AddSingleton<IKeySource>(
            s => new OwnKeys(s.GetRequiredService<KeyRing>(), options, development));
        builder.Services.AddDataProtection().SetApplicationName("TestDigitalPlatform.Identity").KeepInDatabase();
        builder.AddServer(options);
        builder.AddAccounts();
        return builder;
    }

    /// <summary>Maps the endpoints of the protocol and the pages on which people sign in. Call it after <c>MapPlatform</c>.</summary>
    public static WebApplication MapIdentityProvider(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapServer();
        app.MapAccounts();
        return app;
    }
}
