namespace TestDigitalPlatform.Identity.Server;

/// <summary>Claims of tokens and sessions beside those of OpenID Connect.</summary>
internal static class ClaimNames
{
    internal const string Role = "role";
    internal const string Customer = "customer";
    internal const string Permissions = "permissions";

    /// <summary>The session (OpenID Connect Front-Channel Logout 1.0, section 3).</summary>
    internal const string Session = "sid";

    internal const string AuthenticationTime = "auth_time";
    internal const string AuthenticationMethods = "amr";
}
