namespace TestDigitalPlatform.Identity.Server;

/// <summary>Where the endpoints are.</summary>
internal static class Paths
{
    internal const string Configuration = "/.well-known/openid-configuration";
    internal const string Metadata = "/.well-known/oauth-authorization-server";
    internal const string Keys = "/.well-known/jwks";
    internal const string Authorize = "/connect/authorize";
    internal const string Push = "/connect/par";
    internal const string Token = "/connect/token";
    internal const string Introspect = "/connect/introspect";
    internal const string Revoke = "/connect/revoke";
    internal const string UserInfo = "/connect/userinfo";

    /// <summary>The page on which people sign in; told where to return to.</summary>
    internal const string SignIn = "/sign-in";

    internal static IReadOnlyList<string> Gets { get; } = [Configuration, Metadata, Keys, Authorize, UserInfo];

    internal static IReadOnlyList<string> Posts { get; } = [Authorize, Push, Token, Introspect, Revoke, UserInfo];
}
