namespace TestDigitalPlatform.Identity.Server;

/// <summary>The scopes that clients can ask for.</summary>
internal static class Scopes
{
    /// <summary>To act for the user at the services, within the user's rights.</summary>
    internal const string Platform = "tdp";

    internal static string[] All { get; } = ["openid", "profile", "email", "offline_access", Platform];
}
