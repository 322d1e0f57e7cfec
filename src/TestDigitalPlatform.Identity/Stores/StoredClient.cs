namespace TestDigitalPlatform.Identity.Stores;

/// <summary>An application that may ask for tokens.</summary>
internal sealed class StoredClient
{
    internal string? ClientId { get; set; }
    internal string? ClientType { get; set; }
    internal string? DisplayName { get; set; }

    /// <summary>The hashes (SHA-256) of its secrets: one, or two during a rotation.</summary>
    internal byte[][] SecretHashes { get; set; } = [];

    internal ClientSettings Settings { get; set; } = new();
    internal long Version { get; set; }
}

/// <summary>What is stored of a client as JSON.</summary>
internal sealed record ClientSettings
{
    /// <summary><c>web</c> or <c>native</c> (OpenID Connect Dynamic Client Registration 1.0, section 2).</summary>
    public string ApplicationType { get; set; } = "web";

    /// <summary>Whether people are asked: <c>explicit</c>, or <c>implicit</c> for the platform's own applications.</summary>
    public string ConsentType { get; set; } = "explicit";

    public string[] Permissions { get; set; } = [];
    public string[] Requirements { get; set; } = [];
    public string[] RedirectUris { get; set; } = [];
    public string[] PostLogoutRedirectUris { get; set; } = [];

    /// <summary>Its public keys, for <c>private_key_jwt</c> (RFC 7523, section 2.2), as a JSON Web Key Set.</summary>
    public string? Keys { get; set; }

    public Dictionary<string, string> Lifetimes { get; set; } = [];

    /// <summary>As whom it acts by itself (client credentials).</summary>
    public ClientIdentity? Identity { get; set; }
}

/// <summary>As whom a client acts by itself.</summary>
/// <param name="Role">Its role.</param>
/// <param name="Customer">Its customer; <see langword="null"/> for the platform's own.</param>
/// <param name="Permissions">What it may do beyond the role.</param>
internal sealed record ClientIdentity(Role Role, string? Customer, string[] Permissions);
