using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TestDigitalPlatform.Development;
using TestDigitalPlatform.Hosting.Health;

namespace TestDigitalPlatform.Hosting.Authentication;

/// <summary>
/// Chooses whose tokens are believed: the identity provider's, or in Development those of this machine's own key.
/// </summary>
internal static class TokenSetup
{
    internal static void AddTokens(this WebApplicationBuilder builder, PlatformTokenOptions options)
    {
        // The identity provider itself believes its own keys.
        if (!builder.Services.Any(s => s.ServiceType == typeof(IKeySource)))
            builder.AddKeySource(options);
        builder.Services.AddSingleton(s => s.GetRequiredService<PlatformOptions>().Tokens);
        builder.Services.AddSingleton(s => new TokenValidator(
            s.GetRequiredService<IKeySource>(), new TokenRules(s.GetRequiredService<PlatformTokenOptions>().Audience),
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<PlatformTokenOptions>().CacheSize, s.GetService<IRevocations>()));
    }

    private static void AddKeySource(this WebApplicationBuilder builder, PlatformTokenOptions options)
    {
        // A variable of the environment that is set to nothing is not set.
        if (!string.IsNullOrWhiteSpace(options.Authority))
            builder.Believe(options.Authority, options);
        else if (builder.Environment.IsDevelopment())
            builder.BelieveDevelopment(options.DevelopmentKeyFile);
        else
            throw new PlatformException("TDP0301", "No identity provider is set, and development tokens are accepted "
                + "in Development only. "
                + $"Set {PlatformTokenOptions.SectionName}:Authority to the provider's address.");
    }

    private static void Believe(this WebApplicationBuilder builder, string authority, PlatformTokenOptions options)
    {
        var mayBePlain = builder.Environment.IsDevelopment();
        Check(authority, mayBePlain);
        builder.Services.AddSingleton(s => new ProviderKeys(
            new ProviderDocuments(authority, mayBePlain), s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<ProviderKeys>>()));
        builder.Services.AddSingleton<IKeySource>(s => s.GetRequiredService<ProviderKeys>());
        builder.Services.AddSingleton(s => new RevocationFeed(
            new ProviderDocuments(authority, mayBePlain), options, s.GetRequiredService<TimeProvider>(),
            s.GetRequiredService<ILogger<RevocationFeed>>()));
        builder.Services.AddSingleton<IRevocations>(s => s.GetRequiredService<RevocationFeed>());
        builder.Services.AddHostedService(s => s.GetRequiredService<RevocationFeed>());
        builder.Services.AddHostedService<FirstKeys>();
        builder.AddIdentityProviderHealth();
    }

    // Whoever stands between us and the provider could put keys of their own into a plain answer.
    private static void Check(string authority, bool mayBePlain)
    {
        if (authority.Trim().Length == authority.Length && Uri.TryCreate(authority, UriKind.Absolute, out var address)
            && (address.Scheme == Uri.UriSchemeHttps || (mayBePlain && address.Scheme == Uri.UriSchemeHttp))
            && address is { Host.Length: > 0, UserInfo.Length: 0, Query.Length: 0, Fragment.Length: 0 })
            return;
        throw new PlatformException("TDP0306", $"The identity provider's address '{authority}' can't be used. Set "
            + $"{PlatformTokenOptions.SectionName}:Authority to an https address without user, query and fragment, such as "
            + "https://login.example.com; http is for Development only.");
    }

    /// <summary>The development key, where Development names its file.</summary>
    internal static KeySet? DevelopmentKeySet(this WebApplicationBuilder builder) =>
        builder.Environment.IsDevelopment()
        && builder.Configuration[$"{PlatformTokenOptions.SectionName}:{nameof(PlatformTokenOptions.DevelopmentKeyFile)}"] is { Length: > 0 } file
            ? new DevelopmentKeys(file).Keys
            : null;

    private static void BelieveDevelopment(this WebApplicationBuilder builder, string? file)
    {
        try
        {
            builder.Services.AddSingleton<IKeySource>(new DevelopmentKeys(
                string.IsNullOrWhiteSpace(file) ? DevelopmentKey.FileOf(builder.Environment.ContentRootPath) : file));
        }
        catch (Exception e) when (e is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new PlatformException("TDP0307", $"The development key can't be used: {e.Message}", e);
        }
    }
}
