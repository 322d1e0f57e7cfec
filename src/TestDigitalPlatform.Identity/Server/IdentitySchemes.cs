namespace TestDigitalPlatform.Identity.Server;

/// <summary>The names of authentication schemes.</summary>
internal static class IdentitySchemes
{
    /// <summary>A person who is signed in at the provider, by cookie.</summary>
    internal const string Session = "IdentitySession";
}
